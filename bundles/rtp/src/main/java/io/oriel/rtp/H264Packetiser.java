package io.oriel.rtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts H.264 access units in Annex B form into RTP payloads (RFC 6184, packetization-mode 1).
 *
 * <p>Parameter sets and SEI that follow each other share one STAP-A; any other unit that fits goes
 * out alone; a larger one becomes FU-A fragments of even size, so that no packet is much smaller
 * than its neighbours. Access unit delimiters and filler data are left out.
 *
 * <p>Not thread-safe: one instance a writing thread. Nothing is allocated per access unit.
 */
public final class H264Packetiser {
  private static final int SEI = 6;

  /** Type of a sequence parameter set. */
  public static final int SPS = 7;

  /** Type of a picture parameter set. */
  public static final int PPS = 8;

  /** Slices and their partitions have the types up to this one (H.264 table 7-1). */
  private static final int MOST_SLICE = 5;

  private static final int DELIMITER = 9;
  private static final int FILLER = 12;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_HEADERS = 2;
  private static final int MOST_NALS = 512;

  private final long[] starts = new long[MOST_NALS];
  private final int[] sizes = new int[MOST_NALS];
  private final byte[] headers = new byte[MOST_NALS];
  private int nals;

  /**
   * Cuts one access unit into the log. The unit's bytes are copied and may be released afterwards.
   *
   * @param unit Annex B, start codes of three or four bytes
   * @param rtpTime 90 kHz
   * @return the number of packets; 0 when the unit holds nothing to send or is too large for the
   *     log (more than a quarter of it), in which case nothing became readable
   */
  public int cut(MemorySegment unit, int rtpTime, boolean key, long epoch, PacketLog into) {
    if (unit.byteSize() > (long) into.capacity() / 4 * into.payloadLimit() || !split(unit, false)) {
      return 0;
    }
    into.begin(rtpTime, key, epoch);
    int at = 0;
    while (at < nals) {
      final int end = aggregateEnd(at, into.payloadLimit());
      if (end - at > 1) {
        aggregate(unit, at, end, into);
      } else if (sizes[at] <= into.payloadLimit()) {
        into.openPacket();
        into.put(unit, starts[at], sizes[at]);
        into.closePacket();
      } else {
        fragment(unit, at, into);
      }
      at = end;
    }
    return into.commit();
  }

  /**
   * Copies of the parameter sets before the first slice of a unit, in their order; the type is in
   * the first byte of each.
   */
  public List<byte[]> parameterSets(MemorySegment unit) {
    final List<byte[]> sets = new ArrayList<>();
    if (split(unit, true)) {
      for (int i = 0; i < nals; i++) {
        final int type = headers[i] & 31;
        if (type == SPS || type == PPS) {
          sets.add(unit.asSlice(starts[i], sizes[i]).toArray(JAVA_BYTE));
        }
      }
    }
    return sets;
  }

  /** The end (exclusive) of the run of small units from {@code at} that share a packet. */
  private int aggregateEnd(int at, int limit) {
    int bytes = 1;
    int end = at;
    while (end < nals && isParameter(headers[end]) && bytes + 2 + sizes[end] <= limit) {
      bytes += 2 + sizes[end++];
    }
    return Math.max(end, at + 1);
  }

  private static boolean isParameter(byte header) {
    final int type = header & 31;
    return type == SPS || type == PPS || type == SEI;
  }

  private void aggregate(MemorySegment unit, int from, int to, PacketLog into) {
    int importance = 0;
    for (int i = from; i < to; i++) {
      importance = Math.max(importance, headers[i] & 0x60);
    }
    into.openPacket();
    into.put(importance | STAP_A);
    for (int i = from; i < to; i++) {
      into.put(sizes[i] >> 8);
      into.put(sizes[i]);
      into.put(unit, starts[i], sizes[i]);
    }
    into.closePacket();
  }

  private void fragment(MemorySegment unit, int nal, PacketLog into) {
    final int header = headers[nal];
    final int body = sizes[nal] - 1;
    final int room = into.payloadLimit() - FU_HEADERS;
    final int count = (body + room - 1) / room;
    final long start = starts[nal] + 1;
    int sent = 0;
    for (int i = 0; i < count; i++) {
      final int end = (int) ((long) body * (i + 1) / count);
      into.openPacket();
      into.put(header & 0x60 | FU_A);
      into.put((i == 0 ? 0x80 : 0) | (i == count - 1 ? 0x40 : 0) | header & 31);
      into.put(unit, start + sent, end - sent);
      into.closePacket();
      sent = end;
    }
  }

  /**
   * Finds the NAL units; false when there is none or more than anyone needs.
   *
   * @param head only those before the first slice, which is nearly all of the unit
   */
  private boolean split(MemorySegment unit, boolean head) {
    nals = 0;
    final long size = unit.byteSize();
    long start = -1;
    long i = 0;
    while (i + 2 < size) {
      final byte third = unit.get(JAVA_BYTE, i + 2);
      if (third > 1 || third < 0) {
        i += 3;
      } else if (third == 1 && unit.get(JAVA_BYTE, i) == 0 && unit.get(JAVA_BYTE, i + 1) == 0) {
        if (start >= 0 && !add(unit, start, i)) {
          return false;
        }
        start = i + 3;
        i += 3;
        if (head && start < size && (unit.get(JAVA_BYTE, start) & 31) <= MOST_SLICE) {
          return nals > 0;
        }
      } else {
        i++;
      }
    }
    return start >= 0 && add(unit, start, size) && nals > 0;
  }

  private boolean add(MemorySegment unit, long start, long end) {
    long last = end;
    while (last > start && unit.get(JAVA_BYTE, last - 1) == 0) {
      last--;
    }
    if (last == start) {
      return true;
    }
    final byte header = unit.get(JAVA_BYTE, start);
    final int type = header & 31;
    if (type == DELIMITER || type == FILLER) {
      return true;
    }
    if (nals == MOST_NALS) {
      return false;
    }
    starts[nals] = start;
    sizes[nals] = (int) (last - start);
    headers[nals++] = header;
    return true;
  }
}

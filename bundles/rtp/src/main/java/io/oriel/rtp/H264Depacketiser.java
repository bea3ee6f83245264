package io.oriel.rtp;

import java.util.Arrays;

/**
 * Puts H.264 access units together from RTP payloads (RFC 6184, packetization-mode 0 and 1: single
 * units, STAP-A, FU-A). A unit of which a packet is missing, malformed or of another kind is left
 * out and counted; the next one is not affected.
 *
 * <p>Not thread-safe.
 */
public final class H264Depacketiser {
  private static final int IDR = 5;
  private static final int LAST_SINGLE = 23;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FIRST_BYTES = 64 * 1024;

  /** Takes access units. */
  @FunctionalInterface
  public interface Sink {
    /**
     * An access unit is complete.
     *
     * @param annexB start codes of four bytes; belongs to the sink
     * @param rtpTime 90 kHz
     * @param key whether it can be decoded without an earlier one
     */
    void unit(byte[] annexB, int rtpTime, boolean key);
  }

  private final int mostBytes;
  private final Sink sink;
  private byte[] unit = new byte[FIRST_BYTES];
  private int size;
  private int rtpTime;
  private int lastSequence;
  private boolean begun;
  private boolean open;
  private boolean broken;
  private boolean fragment;
  private boolean key;
  private long left;

  /**
   * @param mostBytes an access unit that is larger is left out
   */
  public H264Depacketiser(int mostBytes, Sink sink) {
    this.mostBytes = mostBytes;
    this.sink = sink;
  }

  /** Access units that were left out. */
  public long unitsLeftOut() {
    return left;
  }

  /** Takes the next packet of the stream; one that comes late or again is passed over. */
  public void add(RtpPacket packet, byte[] bytes) {
    if (begun) {
      final int step = packet.sequence() - lastSequence & 0xffff;
      if (step == 0 || step > 0x8000) {
        return;
      }
      if (open && packet.rtpTime() != rtpTime) {
        // The packet that ended the unit was lost, or its sender marks none. Where the gap is at
        // the border nobody knows whose packets are missing.
        broken |= step != 1 || fragment;
        finish();
      }
      broken |= step != 1;
    }
    begun = true;
    open = true;
    lastSequence = packet.sequence();
    rtpTime = packet.rtpTime();
    broken = !payload(bytes, packet.offset(), packet.length()) || broken;
    if (packet.marker()) {
      broken |= fragment;
      finish();
    }
  }

  private void finish() {
    if (broken) {
      left++;
    } else if (size > 0) {
      sink.unit(Arrays.copyOf(unit, size), rtpTime, key);
    }
    size = 0;
    open = false;
    broken = false;
    fragment = false;
    key = false;
  }

  private boolean payload(byte[] from, int at, int length) {
    if (length == 0) {
      return true;
    }
    final int type = from[at] & 31;
    if (fragment && type != FU_A) {
      return false;
    }
    return switch (type) {
      case 0 -> false;
      case STAP_A -> aggregate(from, at + 1, at + length);
      case FU_A -> fragment(from, at, length);
      default -> type <= LAST_SINGLE && nal(from[at], from, at + 1, length - 1);
    };
  }

  private boolean aggregate(byte[] from, int start, int end) {
    int at = start;
    while (at + 2 < end) {
      final int length = Bytes.unsignedShort(from, at);
      at += 2;
      if (length == 0 || at + length > end || !nal(from[at], from, at + 1, length - 1)) {
        return false;
      }
      at += length;
    }
    return at == end && at > start;
  }

  private boolean fragment(byte[] from, int at, int length) {
    if (length < 3) {
      return false;
    }
    final boolean first = (from[at + 1] & 0x80) != 0;
    if (first == fragment) {
      return false;
    }
    fragment = (from[at + 1] & 0x40) == 0;
    return first
        ? nal((byte) (from[at] & 0xe0 | from[at + 1] & 31), from, at + 2, length - 2)
        : append(from, at + 2, length - 2);
  }

  private boolean nal(byte header, byte[] from, int at, int length) {
    key |= (header & 31) == IDR;
    return append(new byte[] {0, 0, 0, 1, header}, 0, 5) && append(from, at, length);
  }

  private boolean append(byte[] from, int at, int length) {
    if (length > mostBytes - size) {
      return false;
    }
    if (size + length > unit.length) {
      unit = Arrays.copyOf(unit, Math.min(mostBytes, Math.max(2 * unit.length, size + length)));
    }
    System.arraycopy(from, at, unit, size, length);
    size += length;
    return true;
  }
}

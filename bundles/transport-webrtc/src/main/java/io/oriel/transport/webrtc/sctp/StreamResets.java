package io.oriel.transport.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Closing of single streams (RFC 6525): requests of the peer, and our own, one at a time, repeated
 * until it is answered.
 */
final class StreamResets {
  private static final int PERFORMED = 1;
  private static final int IN_PROGRESS = 6;
  private static final int DENIED = 2;
  private static final long REPEAT_NANOS = 500_000_000L;
  private static final int MOST_PENDING = 64;

  private final Set<Integer> pending = new LinkedHashSet<>();
  private int nextRequest;
  private int lastSeen;
  private boolean anySeen;
  private int lastResult;
  private List<Integer> asked = List.of();
  private long askedNanos;

  StreamResets(int firstRequest) {
    this.nextRequest = firstRequest;
  }

  /** Wants our half of a stream closed. */
  void want(int stream) {
    if (pending.size() < MOST_PENDING) {
      pending.add(stream);
    }
  }

  /**
   * Reads a RE-CONFIG chunk.
   *
   * @param inbound is reset as the peer asks
   * @param out gets the answer
   * @return the streams that the peer has just closed
   */
  List<Integer> read(ByteBuffer value, Inbound inbound, Outbound outbound, PacketWriter out) {
    final List<Integer> closed = new ArrayList<>();
    int at = 0;
    while (at + 4 <= value.limit()) {
      final int type = value.getShort(at) & 0xffff;
      final int size = value.getShort(at + 2) & 0xffff;
      if (size < 4 || at + size > value.limit()) {
        break;
      }
      if (type == Chunk.OUTGOING_RESET_REQUEST && size >= 16) {
        closed.addAll(request(value.slice(at, size), inbound, out));
      } else if (type == Chunk.RE_CONFIG_RESPONSE && size >= 12) {
        response(value.getInt(at + 4), value.getInt(at + 8), outbound);
      }
      at += size + 3 & ~3;
    }
    return closed;
  }

  private List<Integer> request(ByteBuffer request, Inbound inbound, PacketWriter out) {
    final int number = request.getInt(4);
    final List<Integer> streams = new ArrayList<>();
    if (!anySeen || number != lastSeen || lastResult == IN_PROGRESS) {
      if (Chunk.compare(request.getInt(12), inbound.cumulative()) > 0) {
        lastResult = IN_PROGRESS;
      } else {
        for (int at = 16; at + 2 <= request.limit(); at += 2) {
          streams.add(request.getShort(at) & 0xffff);
        }
        inbound.reset(streams);
        lastResult = PERFORMED;
      }
      anySeen = true;
      lastSeen = number;
    }
    if (out.fits(12)) {
      out.chunk(Chunk.RE_CONFIG, 0)
          .putShort((short) Chunk.RE_CONFIG_RESPONSE)
          .putShort((short) 12)
          .putInt(number)
          .putInt(lastResult);
      out.end();
    }
    return streams;
  }

  private void response(int number, int result, Outbound outbound) {
    if (!asked.isEmpty() && number == nextRequest) {
      if (result <= PERFORMED) {
        asked.forEach(outbound::resetSequence);
      }
      if (result <= DENIED || result > IN_PROGRESS) {
        asked = List.of();
        nextRequest++;
      }
    }
  }

  /** Puts our request into a packet if one is due. */
  void fill(PacketWriter out, Outbound outbound, long nowNanos) {
    if (asked.isEmpty()) {
      asked = pending.stream().filter(s -> !outbound.holds(s)).limit(16).toList();
      pending.removeAll(asked);
      if (asked.isEmpty()) {
        return;
      }
    } else if (nowNanos - askedNanos < REPEAT_NANOS) {
      return;
    }
    final int size = 16 + 2 * asked.size();
    if (!out.fits(size)) {
      return;
    }
    askedNanos = nowNanos;
    final ByteBuffer to = out.chunk(Chunk.RE_CONFIG, 0);
    to.putShort((short) Chunk.OUTGOING_RESET_REQUEST).putShort((short) size);
    to.putInt(nextRequest).putInt(lastSeen).putInt(outbound.nextTsn() - 1);
    asked.forEach(s -> to.putShort(s.shortValue()));
    out.end();
  }

  /** When {@link #fill} has something to do. */
  long nextTickNanos(long never) {
    return asked.isEmpty() ? never : askedNanos + REPEAT_NANOS;
  }
}

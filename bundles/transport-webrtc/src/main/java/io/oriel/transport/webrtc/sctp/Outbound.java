package io.oriel.transport.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The sending half of an association: messages that wait, pieces in flight, what is sent again and
 * how much may be under way (RFC 9260 sections 6 and 7). Everything in it is bounded.
 */
final class Outbound {
  /** What may wait here, in bytes; who sends more keeps it. */
  static final int MOST_WAITING_BYTES = 256 * 1024;

  private static final int MOST_WAITING_MESSAGES = 4096;
  private static final int DATA_HEADER = 12;
  private static final int PIECE =
      PacketWriter.LIMIT - PacketWriter.HEADER - PacketWriter.CHUNK_HEADER - DATA_HEADER;
  private static final int FIRST_WINDOW = 4 * PIECE;
  private static final int MOST_WINDOW = 256 * 1024;
  private static final long FIRST_TIMEOUT_NANOS = 500_000_000L;
  private static final long LEAST_TIMEOUT_NANOS = 200_000_000L;
  private static final long MOST_TIMEOUT_NANOS = 4_000_000_000L;
  private static final int MOST_TIMEOUTS = 8;
  private static final int REPORTS_UNTIL_LOST = 3;

  private static final class Message {
    private final int stream;
    private final int streamSequence;
    private final int protocol;
    private final boolean unordered;
    private final byte[] bytes;
    private int cut;

    Message(int stream, int streamSequence, int protocol, boolean unordered, byte[] bytes) {
      this.stream = stream;
      this.streamSequence = streamSequence;
      this.protocol = protocol;
      this.unordered = unordered;
      this.bytes = bytes;
    }
  }

  private static final class Piece {
    private final int tsn;
    private final Message of;
    private final int at;
    private final int size;
    private long sentNanos;
    private int missingReports;
    private boolean again;
    private boolean acknowledged;
    private boolean sentTwice;

    Piece(int tsn, Message of, int at, int size) {
      this.tsn = tsn;
      this.of = of;
      this.at = at;
      this.size = size;
    }
  }

  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Deque<Piece> flight = new ArrayDeque<>();
  private final Map<Integer, Integer> sequences = new HashMap<>();
  private int nextTsn;
  private int waitingBytes;
  private int flightBytes;
  private int keptBytes;
  private int peerWindow;
  private int window = FIRST_WINDOW;
  private int threshold = MOST_WINDOW;
  private long timeoutNanos = FIRST_TIMEOUT_NANOS;
  private long smoothedNanos;
  private long variationNanos;
  private int timeouts;
  private long delivered;
  private long timerStart;
  private int recoverUntil;
  private boolean recovering;

  Outbound(int firstTsn) {
    this.nextTsn = firstTsn;
    this.recoverUntil = firstTsn;
  }

  /** The peer says how much it takes: an unsigned number. */
  void begin(int peerWindowBytes) {
    peerWindow = peerWindowBytes < 0 ? Integer.MAX_VALUE : peerWindowBytes;
  }

  int nextTsn() {
    return nextTsn;
  }

  /** Bytes that wait, are under way, or were and are to be sent again. */
  int bytes() {
    return waitingBytes + keptBytes;
  }

  /** How many pieces the peer has taken so far. */
  long delivered() {
    return delivered;
  }

  /** Whether another message may be handed over. */
  boolean hasRoom() {
    return waitingBytes < MOST_WAITING_BYTES && waiting.size() < MOST_WAITING_MESSAGES;
  }

  /** Whether anything of this stream waits or is under way. */
  boolean holds(int stream) {
    return waiting.stream().anyMatch(m -> m.stream == stream)
        || flight.stream().anyMatch(p -> p.of.stream == stream);
  }

  void resetSequence(int stream) {
    sequences.remove(stream);
  }

  void add(int stream, int protocol, boolean unordered, byte[] bytes) {
    final int sequence =
        unordered ? 0 : sequences.merge(stream, 1, (old, one) -> old + one & 0xffff) - 1 & 0xffff;
    waiting.add(new Message(stream, sequence, protocol, unordered, bytes));
    waitingBytes += bytes.length;
  }

  /** Fills a packet with what may be sent now; lost pieces first. */
  void fill(PacketWriter out, long nowNanos) {
    for (final Piece piece : flight) {
      if (piece.again && flightBytes < window) {
        if (!out.fits(DATA_HEADER + piece.size)) {
          return;
        }
        piece.again = false;
        piece.sentTwice = true;
        flightBytes += piece.size;
        write(piece, out, nowNanos);
      }
    }
    while (!waiting.isEmpty() && mayStart()) {
      final Message message = waiting.peek();
      final int size = Math.min(PIECE, message.bytes.length - message.cut);
      if (!out.fits(DATA_HEADER + size)) {
        return;
      }
      final Piece piece = new Piece(nextTsn++, message, message.cut, size);
      message.cut += size;
      waitingBytes -= size;
      flightBytes += size;
      keptBytes += size;
      if (flight.isEmpty()) {
        timerStart = nowNanos;
      }
      flight.add(piece);
      write(piece, out, nowNanos);
      if (message.cut == message.bytes.length) {
        waiting.remove();
      }
    }
  }

  /** An empty flight may always probe, however small the peer's window is. */
  private boolean mayStart() {
    return flight.isEmpty() || flightBytes < Math.min(window, peerWindow);
  }

  private static void write(Piece piece, PacketWriter out, long nowNanos) {
    final Message message = piece.of;
    final int flags =
        (piece.at == 0 ? Chunk.FLAG_BEGIN : 0)
            | (piece.at + piece.size == message.bytes.length ? Chunk.FLAG_END : 0)
            | (message.unordered ? Chunk.FLAG_UNORDERED : 0);
    out.chunk(Chunk.DATA, flags)
        .putInt(piece.tsn)
        .putShort((short) message.stream)
        .putShort((short) message.streamSequence)
        .putInt(message.protocol)
        .put(message.bytes, piece.at, piece.size);
    out.end();
    piece.sentNanos = nowNanos;
  }

  /** Takes an acknowledgement; one that speaks of pieces never sent is passed over. */
  void acknowledged(ByteBuffer value, long nowNanos) {
    if (value.limit() < 12) {
      return;
    }
    final int cumulative = value.getInt(0);
    final int oldest = flight.isEmpty() ? nextTsn : flight.peek().tsn;
    if (Chunk.compare(cumulative, nextTsn - 1) > 0 || Chunk.compare(cumulative, oldest - 1) < 0) {
      return;
    }
    final int before = flightBytes;
    final boolean progress = removeUpTo(cumulative, nowNanos);
    markGaps(value, cumulative);
    begin(value.getInt(4));
    if (progress) {
      timeouts = 0;
      timerStart = nowNanos;
      if (recovering && Chunk.compare(cumulative, recoverUntil) >= 0) {
        recovering = false;
      }
      if (!recovering) {
        grow(before - flightBytes);
      }
    }
  }

  private boolean removeUpTo(int cumulative, long nowNanos) {
    boolean progress = false;
    while (!flight.isEmpty() && Chunk.compare(flight.peek().tsn, cumulative) <= 0) {
      final Piece piece = flight.remove();
      keptBytes -= piece.size;
      delivered++;
      progress = true;
      if (!piece.acknowledged && !piece.again) {
        flightBytes -= piece.size;
      }
      if (!piece.sentTwice) {
        measured(nowNanos - piece.sentNanos);
      }
    }
    return progress;
  }

  private void markGaps(ByteBuffer value, int cumulative) {
    final int blocks = Math.min(value.getShort(8) & 0xffff, (value.limit() - 12) / 4);
    int highest = cumulative;
    for (int i = 0; i < blocks; i++) {
      final int from = cumulative + (value.getShort(12 + 4 * i) & 0xffff);
      final int to = cumulative + (value.getShort(14 + 4 * i) & 0xffff);
      for (final Piece piece : flight) {
        if (!piece.acknowledged
            && Chunk.compare(piece.tsn, from) >= 0
            && Chunk.compare(piece.tsn, to) <= 0) {
          piece.acknowledged = true;
          flightBytes -= piece.again ? 0 : piece.size;
          piece.again = false;
        }
      }
      if (Chunk.compare(to, highest) > 0) {
        highest = to;
      }
    }
    reportMissing(highest);
  }

  private void reportMissing(int highest) {
    for (final Piece piece : flight) {
      if (!piece.acknowledged
          && !piece.again
          && Chunk.compare(piece.tsn, highest) < 0
          && ++piece.missingReports == REPORTS_UNTIL_LOST) {
        again(piece);
        if (!recovering) {
          recovering = true;
          recoverUntil = nextTsn - 1;
          threshold = Math.max(window / 2, FIRST_WINDOW);
          window = threshold;
        }
      }
    }
  }

  private void again(Piece piece) {
    piece.again = true;
    flightBytes -= piece.size;
  }

  private void grow(int bytes) {
    window += window < threshold ? Math.min(bytes, PIECE) : PIECE * PIECE / window + 1;
    window = Math.min(window, MOST_WINDOW);
  }

  private void measured(long nanos) {
    if (smoothedNanos == 0) {
      smoothedNanos = nanos;
      variationNanos = nanos / 2;
    } else {
      variationNanos += (Math.abs(smoothedNanos - nanos) - variationNanos) / 4;
      smoothedNanos += (nanos - smoothedNanos) / 8;
    }
    timeoutNanos =
        Math.clamp(smoothedNanos + 4 * variationNanos, LEAST_TIMEOUT_NANOS, MOST_TIMEOUT_NANOS);
  }

  /** When {@link #tick} has something to do; empty flight: never. */
  long nextTickNanos(long never) {
    return flight.isEmpty() ? never : timerStart + timeoutNanos;
  }

  /**
   * Sends everything again that has been under way too long.
   *
   * @return false if the peer has not acknowledged anything for so long that it is gone
   */
  boolean tick(long nowNanos) {
    if (flight.isEmpty() || nowNanos - timerStart < timeoutNanos) {
      return true;
    }
    timerStart = nowNanos;
    timeoutNanos = Math.min(2 * timeoutNanos, MOST_TIMEOUT_NANOS);
    threshold = Math.max(window / 2, FIRST_WINDOW);
    window = PIECE;
    recovering = false;
    for (final Piece piece : flight) {
      piece.missingReports = 0;
      if (!piece.acknowledged && !piece.again) {
        again(piece);
      }
    }
    return ++timeouts <= MOST_TIMEOUTS;
  }
}

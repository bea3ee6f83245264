package io.oriel.transport.webrtc.sctp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The receiving half of an association: which sequence numbers came, the pieces of messages that
 * are not whole yet, and the order within each stream. Everything in it is bounded.
 */
final class Inbound {
  /** The largest message that is taken. */
  static final int MOST_MESSAGE_BYTES = 64 * 1024;

  /** What is buffered at most, and what the peer is told that it may send. */
  static final int WINDOW_BYTES = 256 * 1024;

  /** How many streams a peer may use. */
  static final int STREAMS = 1024;

  private static final int MOST_AHEAD = 2048;
  private static final int MOST_GAPS = 64;
  private static final int DATA_HEADER = 12;

  /** What keeping a piece costs beside its bytes; without it tiny pieces would be almost free. */
  private static final int OVERHEAD = 128;

  /** The most pieces of one message: 64 bytes each in the largest message. */
  private static final int MOST_PIECES = MOST_MESSAGE_BYTES / 64;

  /** Takes whole messages. */
  interface Listener {
    void message(int stream, int protocol, byte[] bytes) throws IOException;
  }

  private record Piece(int flags, int stream, int streamSequence, int protocol, byte[] bytes) {}

  private record Message(int protocol, byte[] bytes) {}

  private final Listener listener;
  private final TreeSet<Integer> ahead = new TreeSet<>(Chunk::compare);
  private final Map<Integer, Piece> pieces = new HashMap<>();
  private final Map<Integer, Integer> expected = new HashMap<>();
  private final Map<Integer, TreeMap<Integer, Message>> early = new HashMap<>();
  private int cumulative;
  private int buffered;

  Inbound(Listener listener) {
    this.listener = listener;
  }

  void begin(int firstTsn) {
    cumulative = firstTsn - 1;
  }

  /** Up to here everything has come. */
  int cumulative() {
    return cumulative;
  }

  /**
   * Takes a DATA chunk.
   *
   * @return false if the peer sends a message that is too large or in too many pieces, which ends
   *     the association
   */
  boolean data(int flags, ByteBuffer value) throws IOException {
    if (value.limit() <= DATA_HEADER) {
      return true;
    }
    final int tsn = value.getInt(0);
    final int distance = tsn - cumulative;
    final int stream = value.getShort(4) & 0xffff;
    final int size = value.limit() - DATA_HEADER;
    final boolean isNext = distance == 1;
    if (distance <= 0
        || distance > MOST_AHEAD
        || ahead.contains(tsn)
        || stream >= STREAMS
        // Beyond the window only what lets the rest go on is taken.
        || buffered + cost(size) > (isNext ? 2 : 1) * WINDOW_BYTES) {
      return true;
    }
    final byte[] bytes = new byte[size];
    value.get(DATA_HEADER, bytes);
    pieces.put(tsn, new Piece(flags, stream, value.getShort(6) & 0xffff, value.getInt(8), bytes));
    buffered += cost(size);
    ahead.add(tsn);
    advance();
    return assemble(tsn);
  }

  private static int cost(int bytes) {
    return bytes + OVERHEAD;
  }

  private void advance() {
    while (ahead.remove(cumulative + 1)) {
      cumulative++;
    }
  }

  /** Looks whether the piece completes a message. */
  private boolean assemble(int tsn) throws IOException {
    int first = tsn;
    int size = 0;
    while (true) {
      final Piece piece = pieces.get(first);
      if (piece == null) {
        return size <= MOST_MESSAGE_BYTES;
      }
      size += piece.bytes.length;
      if ((piece.flags & Chunk.FLAG_BEGIN) != 0) {
        break;
      }
      first--;
      if (tsn - first > MOST_PIECES) {
        return false;
      }
    }
    int last = tsn;
    while ((pieces.get(last).flags & Chunk.FLAG_END) == 0) {
      final Piece piece = pieces.get(++last);
      if (piece == null) {
        return size <= MOST_MESSAGE_BYTES;
      }
      if (last - first > MOST_PIECES) {
        return false;
      }
      size += piece.bytes.length;
    }
    if (size > MOST_MESSAGE_BYTES) {
      return false;
    }
    final ByteBuffer whole = ByteBuffer.allocate(size);
    final Piece head = pieces.get(first);
    for (int i = first; i != last + 1; i++) {
      final byte[] part = pieces.remove(i).bytes;
      buffered -= cost(part.length);
      whole.put(part);
    }
    complete(head, whole.array());
    return true;
  }

  private void complete(Piece head, byte[] bytes) throws IOException {
    if ((head.flags & Chunk.FLAG_UNORDERED) != 0) {
      listener.message(head.stream, head.protocol, bytes);
      return;
    }
    final Message replaced =
        early
            .computeIfAbsent(head.stream, s -> new TreeMap<>())
            .put(head.streamSequence, new Message(head.protocol, bytes));
    buffered += cost(bytes.length) - (replaced == null ? 0 : cost(replaced.bytes.length));
    deliver(head.stream);
  }

  private void deliver(int stream) throws IOException {
    final TreeMap<Integer, Message> waiting = early.get(stream);
    if (waiting == null) {
      return;
    }
    int sequence = expected.getOrDefault(stream, 0);
    Message message;
    while ((message = waiting.remove(sequence)) != null) {
      buffered -= cost(message.bytes.length);
      sequence = sequence + 1 & 0xffff;
      expected.put(stream, sequence);
      listener.message(stream, message.protocol, message.bytes);
    }
    if (waiting.isEmpty()) {
      early.remove(stream);
    }
  }

  /** The peer gives up on everything before a number (RFC 3758 section 3.2). */
  void forward(ByteBuffer value) throws IOException {
    if (value.limit() < 4 || Chunk.compare(value.getInt(0), cumulative) <= 0) {
      return;
    }
    cumulative = value.getInt(0);
    pieces
        .entrySet()
        .removeIf(e -> {
          final boolean old = Chunk.compare(e.getKey(), cumulative) <= 0;
          buffered -= old ? cost(e.getValue().bytes.length) : 0;
          return old;
        });
    ahead.headSet(cumulative, true).clear();
    advance();
    for (int at = 4; at + 4 <= value.limit(); at += 4) {
      final int stream = value.getShort(at) & 0xffff;
      final int skipped = value.getShort(at + 2) & 0xffff;
      final int wanted = expected.getOrDefault(stream, 0);
      if (stream < STREAMS && (short) (skipped - wanted) >= 0) {
        dropEarly(stream, skipped);
        expected.put(stream, skipped + 1 & 0xffff);
        deliver(stream);
      }
    }
  }

  private void dropEarly(int stream, int upTo) {
    final TreeMap<Integer, Message> waiting = early.get(stream);
    if (waiting != null) {
      waiting
          .entrySet()
          .removeIf(e -> {
            final boolean old = (short) (e.getKey() - upTo) <= 0;
            buffered -= old ? cost(e.getValue().bytes.length) : 0;
            return old;
          });
    }
  }

  /** Starts streams over (RFC 6525 section 5.2.2); no stream named means every stream. */
  void reset(List<Integer> streams) {
    final List<Integer> which = streams.isEmpty() ? new ArrayList<>(expected.keySet()) : streams;
    for (final int stream : which) {
      expected.remove(stream);
      final TreeMap<Integer, Message> waiting = early.remove(stream);
      if (waiting != null) {
        waiting.values().forEach(m -> buffered -= cost(m.bytes.length));
      }
    }
  }

  /** Writes the acknowledgement of everything that came. */
  void acknowledge(PacketWriter out) {
    final List<int[]> gaps = gaps();
    final ByteBuffer to = out.chunk(Chunk.SACK, 0);
    to.putInt(cumulative);
    to.putInt(Math.max(0, WINDOW_BYTES - buffered));
    to.putShort((short) gaps.size()).putShort((short) 0);
    for (final int[] gap : gaps) {
      to.putShort((short) gap[0]).putShort((short) gap[1]);
    }
    out.end();
  }

  private List<int[]> gaps() {
    final List<int[]> gaps = new ArrayList<>();
    for (final int tsn : ahead) {
      final int distance = tsn - cumulative;
      if (!gaps.isEmpty() && gaps.getLast()[1] == distance - 1) {
        gaps.getLast()[1] = distance;
      } else if (gaps.size() < MOST_GAPS) {
        gaps.add(new int[] {distance, distance});
      } else {
        break;
      }
    }
    return gaps;
  }

  /** What waits for the rest of its message or of its order costs, in bytes. */
  int buffered() {
    return buffered;
  }
}

package io.oriel.transport.webrtc.sctp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  private record Piece(int flags, int stream, int streamSequence, int protocol, byte[] bytes) {
    boolean begins() {
      return (flags & Chunk.FLAG_BEGIN) != 0;
    }

    boolean ends() {
      return (flags & Chunk.FLAG_END) != 0;
    }

    boolean isOrdered() {
      return (flags & Chunk.FLAG_UNORDERED) == 0;
    }
  }

  /** Pieces of one message that lie side by side, in their order. */
  private static final class Run {
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int first;
    private int size;

    Run(int tsn, Piece piece) {
      first = tsn;
      size = piece.bytes.length;
      pieces.add(piece);
    }

    int last() {
      return first + pieces.size() - 1;
    }

    boolean begins() {
      return pieces.getFirst().begins();
    }

    boolean ends() {
      return pieces.getLast().ends();
    }

    boolean isTooLarge() {
      return size > MOST_MESSAGE_BYTES || pieces.size() > MOST_PIECES;
    }

    /** Joined with the one that follows: the shorter one is added to the longer one. */
    Run with(Run next) {
      boolean isLonger = pieces.size() >= next.pieces.size();
      Run whole = isLonger ? this : next;
      whole.size = size + next.size;
      whole.first = first;
      if (isLonger) {
        pieces.addAll(next.pieces);
      } else {
        pieces.descendingIterator().forEachRemaining(next.pieces::addFirst);
      }
      return whole;
    }
  }

  private record Message(int protocol, byte[] bytes) {}

  /** In the place of a message that was too large. */
  private static final Message SKIPPED = new Message(0, new byte[0]);

  private final Association.Listener listener;
  private final TreeSet<Integer> ahead = new TreeSet<>(Chunk::compare);

  /** What waits for the rest of its message, by the number of the first piece. */
  private final TreeMap<Integer, Run> runs = new TreeMap<>(Chunk::compare);

  private final Map<Integer, Integer> expected = new HashMap<>();
  private final Map<Integer, TreeMap<Integer, Message>> early = new HashMap<>();
  private int cumulative;
  private int buffered;

  Inbound(Association.Listener listener) {
    this.listener = listener;
  }

  void begin(int firstTsn) {
    cumulative = firstTsn - 1;
  }

  /** Up to here everything has come. */
  int cumulative() {
    return cumulative;
  }

  /** Takes a DATA chunk. A message that is too large or in too many pieces is passed over. */
  void data(int flags, ByteBuffer value) throws IOException {
    if (value.limit() <= DATA_HEADER) {
      return;
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
      return;
    }
    final byte[] bytes = new byte[size];
    value.get(DATA_HEADER, bytes);
    buffered += cost(size);
    ahead.add(tsn);
    advance();
    final Piece piece =
        new Piece(flags, stream, value.getShort(6) & 0xffff, value.getInt(8), bytes);
    assemble(joined(new Run(tsn, piece)));
  }

  private static int cost(int bytes) {
    return bytes + OVERHEAD;
  }

  private void advance() {
    while (ahead.remove(cumulative + 1)) {
      cumulative++;
    }
  }

  /** With its neighbours of the same message. */
  private Run joined(Run piece) {
    Run run = piece;
    final Map.Entry<Integer, Run> before = runs.lowerEntry(run.first);
    if (before != null
        && before.getValue().last() + 1 == run.first
        && !run.begins()
        && !before.getValue().ends()) {
      runs.remove(before.getKey());
      run = before.getValue().with(run);
    }
    final Run after = runs.get(run.last() + 1);
    if (after != null && !run.ends() && !after.begins()) {
      runs.remove(after.first);
      run = run.with(after);
    }
    runs.put(run.first, run);
    return run;
  }

  /** Delivers what is whole and passes over what is too large or will never be whole. */
  private void assemble(Run run) throws IOException {
    if (isLost(run)) {
      forget(run);
    } else if (run.isTooLarge()) {
      forget(run);
      skip(run.pieces.getFirst());
    } else if (run.begins() && run.ends()) {
      forget(run);
      deliver(run);
    }
  }

  private void deliver(Run run) throws IOException {
    final ByteBuffer whole = ByteBuffer.allocate(run.size);
    run.pieces.forEach(piece -> whole.put(piece.bytes));
    final Piece head = run.pieces.getFirst();
    if (head.isOrdered()) {
      keep(head, new Message(head.protocol, whole.array()));
    } else {
      listener.message(head.stream, head.protocol, whole.array());
    }
  }

  private void forget(Run run) {
    runs.remove(run.first);
    buffered -= run.size + run.pieces.size() * OVERHEAD;
  }

  /** Passes over a message that is too large; what follows it in its stream goes on. */
  private void skip(Piece piece) throws IOException {
    listener.tooLarge(piece.stream);
    if (piece.isOrdered()) {
      keep(piece, SKIPPED);
    }
  }

  /**
   * Whether pieces will never be whole: what is beside them has come and is none of theirs, as of a
   * message that was passed over.
   */
  private boolean isLost(Run run) {
    return !run.begins() && hasCome(run.first - 1) || !run.ends() && hasCome(run.last() + 1);
  }

  private boolean hasCome(int tsn) {
    return Chunk.compare(tsn, cumulative) <= 0 || ahead.contains(tsn);
  }

  /** Keeps a message until all before it in its stream have come. */
  private void keep(Piece head, Message message) throws IOException {
    if ((short) (head.streamSequence - expected.getOrDefault(head.stream, 0)) < 0) {
      return;
    }
    final Message replaced =
        early
            .computeIfAbsent(head.stream, s -> new TreeMap<>(Inbound::compareSequences))
            .put(head.streamSequence, message);
    buffered += cost(message.bytes.length) - (replaced == null ? 0 : cost(replaced.bytes.length));
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
      if (message != SKIPPED) {
        listener.message(stream, message.protocol, message.bytes);
      }
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
    while (!runs.isEmpty() && Chunk.compare(runs.firstKey(), cumulative) <= 0) {
      forget(runs.firstEntry().getValue());
    }
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
      final Map<Integer, Message> old = waiting.headMap(upTo, true);
      old.values().forEach(message -> buffered -= cost(message.bytes.length));
      old.clear();
    }
  }

  /** The order of two sequence numbers of a stream, which wrap. */
  private static int compareSequences(int sequence, int other) {
    return Short.compare((short) (sequence - other), (short) 0);
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

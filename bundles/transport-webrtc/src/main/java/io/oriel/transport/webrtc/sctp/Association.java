package io.oriel.transport.webrtc.sctp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * The passive side of one SCTP association over DTLS (RFC 9260, RFC 8261), with partial reliability
 * of the peer (RFC 3758) and stream reset (RFC 6525).
 *
 * <p>Used by one thread, which brings packets and time and is told when it is wanted again. Garbage
 * is passed over; nothing that a peer sends makes it grow beyond its bounds.
 */
public final class Association {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COOKIE_BYTES = 16;
  private static final int INIT_BYTES = 16;
  private static final long STALL_NANOS = 5_000_000_000L;

  /** Packets that one packet is answered with at most, so that nobody uses this side to flood. */
  private static final int MOST_ANSWERS = 4;

  /** Where packets go. */
  @FunctionalInterface
  public interface Out {
    /** Sends a packet; the bytes are valid during the call. */
    void packet(byte[] bytes, int length) throws IOException;
  }

  /** What comes of packets. */
  public interface Listener {
    /** A message is whole and in order. */
    void message(int stream, int protocol, byte[] bytes) throws IOException;

    /** A message is over the limit and passed over. */
    void tooLarge(int stream);

    /** The peer has closed its half of a stream. */
    void streamClosed(int stream);
  }

  /** Where it stands. */
  public enum State {
    /** Waits for the peer to begin. */
    WAITING,
    /** Messages flow. */
    ESTABLISHED,
    /** Over: by the peer, or because the peer broke a rule or went silent. */
    ENDED
  }

  private final Out out;
  private final Listener listener;
  private final Inbound inbound;
  private final Outbound outbound;
  private final StreamResets resets;
  private final PacketWriter writer = new PacketWriter();
  private final byte[] cookie = new byte[COOKIE_BYTES];
  private final int ownTag;
  private int peerTag;
  private State state = State.WAITING;
  private boolean acknowledgementDue;
  private int answers;
  private long progressNanos;
  private long progress;

  /** An association that nobody has begun yet. */
  public Association(Out out, Listener listener) {
    this.out = out;
    this.listener = listener;
    this.inbound = new Inbound(listener);
    final int firstTsn = RANDOM.nextInt();
    this.outbound = new Outbound(firstTsn);
    this.resets = new StreamResets(firstTsn);
    this.ownTag = RANDOM.nextInt() | 1;
    RANDOM.nextBytes(cookie);
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** Takes a packet and sends what it calls for. */
  public void receive(byte[] bytes, int length, long nowNanos) throws IOException {
    final PacketReader reader = new PacketReader(bytes, length);
    if (state == State.ENDED || !reader.isIntact()) {
      return;
    }
    boolean first = true;
    answers = 0;
    while (state != State.ENDED && reader.next()) {
      if (!isForThis(reader, first) || !chunk(reader, nowNanos)) {
        break;
      }
      first = false;
    }
    flush(nowNanos);
  }

  private boolean isForThis(PacketReader reader, boolean first) {
    if (reader.type() == Chunk.INIT) {
      return first && reader.verificationTag() == 0;
    }
    final boolean foreign =
        reader.type() == Chunk.ABORT && (reader.flags() & Chunk.FLAG_FOREIGN_TAG) != 0;
    return reader.verificationTag() == (foreign ? peerTag : ownTag);
  }

  /** Acts on one chunk; false when the rest of the packet is not to be read. */
  private boolean chunk(PacketReader in, long nowNanos) throws IOException {
    final ByteBuffer value = in.value();
    switch (in.type()) {
      case Chunk.INIT -> {
        init(value);
        return false;
      }
      case Chunk.COOKIE_ECHO -> cookieEcho(value, nowNanos);
      case Chunk.ABORT -> state = State.ENDED;
      default -> {
        return state == State.ESTABLISHED ? established(in, nowNanos) : in.type() >= 128;
      }
    }
    return true;
  }

  private boolean established(PacketReader in, long nowNanos) throws IOException {
    final ByteBuffer value = in.value();
    switch (in.type()) {
      case Chunk.DATA -> {
        acknowledgementDue = true;
        inbound.data(in.flags(), value);
      }
      case Chunk.SACK -> outbound.acknowledged(value, nowNanos);
      case Chunk.HEARTBEAT -> heartbeat(value);
      case Chunk.FORWARD_TSN -> {
        acknowledgementDue = true;
        inbound.forward(value);
      }
      case Chunk.RE_CONFIG -> reconfigure(value);
      case Chunk.SHUTDOWN -> {
        writer.begin(peerTag).chunk(Chunk.SHUTDOWN_ACK, 0);
        writer.end();
        send();
        state = State.ENDED;
      }
      default -> {
        // The two highest bits say what to do with an unknown type: skip it or stop.
        return in.type() >= 128 || in.type() < 16;
      }
    }
    return true;
  }

  private void init(ByteBuffer value) throws IOException {
    if (state != State.WAITING || value.limit() < INIT_BYTES) {
      return;
    }
    final int tag = value.getInt(0);
    final int outgoing = value.getShort(8) & 0xffff;
    final int incoming = value.getShort(10) & 0xffff;
    if (tag == 0 || outgoing == 0 || incoming == 0) {
      return;
    }
    peerTag = tag;
    outbound.begin(value.getInt(4));
    inbound.begin(value.getInt(12));
    final ByteBuffer to = writer.begin(peerTag).chunk(Chunk.INIT_ACK, 0);
    to.putInt(ownTag).putInt(Inbound.WINDOW_BYTES);
    to.putShort((short) Inbound.STREAMS).putShort((short) Inbound.STREAMS);
    to.putInt(outbound.nextTsn());
    to.putShort((short) Chunk.STATE_COOKIE).putShort((short) (4 + COOKIE_BYTES)).put(cookie);
    to.putShort((short) Chunk.FORWARD_TSN_SUPPORTED).putShort((short) 4);
    to.putShort((short) Chunk.SUPPORTED_EXTENSIONS).putShort((short) 6);
    to.put((byte) Chunk.RE_CONFIG).put((byte) Chunk.FORWARD_TSN).putShort((short) 0);
    writer.end();
    send();
  }

  private void cookieEcho(ByteBuffer value, long nowNanos) throws IOException {
    final byte[] echoed = new byte[value.limit()];
    value.get(echoed);
    if (peerTag == 0 || !Arrays.equals(echoed, cookie)) {
      return;
    }
    state = State.ESTABLISHED;
    progressNanos = nowNanos;
    writer.begin(peerTag).chunk(Chunk.COOKIE_ACK, 0);
    writer.end();
    answer();
  }

  private void heartbeat(ByteBuffer value) throws IOException {
    if (writer.begin(peerTag).fits(value.limit())) {
      writer.chunk(Chunk.HEARTBEAT_ACK, 0).put(value);
      writer.end();
      answer();
    }
  }

  private void reconfigure(ByteBuffer value) throws IOException {
    writer.begin(peerTag);
    final List<Integer> closed = resets.read(value, inbound, outbound, writer);
    if (!writer.isEmpty()) {
      answer();
    }
    for (final int stream : closed) {
      resets.want(stream);
      listener.streamClosed(stream);
    }
  }

  /** Whether another message may be handed over: if not, try again after a packet has come. */
  public boolean hasRoom() {
    return state == State.ESTABLISHED && outbound.hasRoom();
  }

  /** Queues a message of at least one byte; {@link #flush} sends it. */
  public void send(int stream, int protocol, boolean unordered, byte[] bytes) {
    outbound.add(stream, protocol, unordered, bytes);
  }

  /** Closes our half of a stream once everything on it has arrived. */
  public void closeStream(int stream) {
    resets.want(stream);
  }

  /** Sends everything that may be sent now. */
  public void flush(long nowNanos) throws IOException {
    if (state != State.ESTABLISHED) {
      return;
    }
    while (true) {
      writer.begin(peerTag);
      if (acknowledgementDue) {
        acknowledgementDue = false;
        inbound.acknowledge(writer);
      }
      outbound.fill(writer, nowNanos);
      resets.fill(writer, outbound, nowNanos);
      if (writer.isEmpty()) {
        return;
      }
      send();
    }
  }

  /** Acts on time that has passed. */
  public void tick(long nowNanos) throws IOException {
    if (state != State.ESTABLISHED) {
      return;
    }
    if (!outbound.tick(nowNanos) || stalled(nowNanos)) {
      abort();
    }
    flush(nowNanos);
  }

  /** Whether the peer has let messages wait for 5 s without taking a single one. */
  private boolean stalled(long nowNanos) {
    if (outbound.bytes() == 0 || outbound.delivered() != progress) {
      progress = outbound.delivered();
      progressNanos = nowNanos;
    }
    return nowNanos - progressNanos > STALL_NANOS;
  }

  /** When {@link #tick} is wanted, or {@code never}. */
  public long nextTickNanos(long never) {
    final long outboundTick = outbound.nextTickNanos(never);
    final long resetTick = resets.nextTickNanos(never);
    return outboundTick - resetTick < 0 ? outboundTick : resetTick;
  }

  /** Ends it at once and tells the peer. */
  public void abort() throws IOException {
    if (state == State.ESTABLISHED) {
      writer.begin(peerTag).chunk(Chunk.ABORT, 0);
      writer.end();
      send();
    }
    state = State.ENDED;
  }

  /** Bytes that have not been acknowledged yet. */
  public int unacknowledgedBytes() {
    return outbound.bytes();
  }

  private void answer() throws IOException {
    if (++answers <= MOST_ANSWERS) {
      send();
    }
  }

  private void send() throws IOException {
    out.packet(writer.bytes(), writer.finish());
  }
}

package io.oriel.transport.webrtc.sctp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The active side of an association, as small as tests need it and written apart from the product:
 * it opens, sends messages in pieces, acknowledges with gaps, and puts messages together.
 */
public final class TestSctpClient {
  private static final int TAG = 0x11223344;
  private static final int FIRST_TSN = 0xfffffff0;

  /** Before the bytes of a piece: flags, protocol, stream. */
  private static final int PIECE_HEADER = 7;

  private final List<String> received = new ArrayList<>();
  private final List<Integer> receivedOn = new ArrayList<>();
  private final Map<Long, byte[]> chunks = new TreeMap<>();
  private int peerTag;
  private int nextTsn = FIRST_TSN;
  private int peerFirstTsn;
  private long cumulative = -1;
  private long delivered = -1;
  private boolean established;
  private boolean aborted;
  private int channelsAcknowledged;
  private int acknowledged;
  private int windowOfPeer;
  private int advertisedWindow = 1 << 20;
  private final Map<Integer, Integer> streamSequences = new TreeMap<>();

  /** Packets that the peer has not acknowledged, by the number of their piece. */
  private final NavigableMap<Integer, byte[]> unacknowledged = new TreeMap<>();

  /** The packet that begins. */
  public byte[] init() {
    final ByteBuffer value = ByteBuffer.allocate(16);
    value.putInt(TAG).putInt(advertisedWindow).putShort((short) 1024).putShort((short) 1024);
    value.putInt(FIRST_TSN);
    return packet(0, chunk(1, 0, value.array()));
  }

  public boolean established() {
    return established;
  }

  public boolean aborted() {
    return aborted;
  }

  public int channelsAcknowledged() {
    return channelsAcknowledged;
  }

  /** How much the peer says that it would still take. */
  public int windowOfPeer() {
    return windowOfPeer;
  }

  /** Whether the peer has acknowledged everything that was sent. */
  public boolean acknowledgedByPeer() {
    return acknowledged == nextTsn - 1;
  }

  /** What is to be sent again if the peer stays silent: a datagram can be lost on the loopback. */
  public List<byte[]> unacknowledged() {
    return List.copyOf(unacknowledged.values());
  }

  /** Texts in the order they became whole. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** The streams that {@link #received} came on. */
  public List<Integer> receivedOn() {
    return List.copyOf(receivedOn);
  }

  /** What the peer is told that it may send. */
  public void window(int bytes) {
    advertisedWindow = bytes;
  }

  /** DATA_CHANNEL_OPEN (RFC 8832). */
  public List<byte[]> open(int stream, String label, int type) {
    final byte[] name = label.getBytes(StandardCharsets.UTF_8);
    final ByteBuffer open = ByteBuffer.allocate(12 + name.length);
    open.put((byte) 3).put((byte) type).putShort((short) 0).putInt(0);
    open.putShort((short) name.length).putShort((short) 0).put(name);
    return message(stream, 50, open.array(), 1000);
  }

  /** A text, cut into pieces of this size. */
  public List<byte[]> text(int stream, String text, int piece) {
    return message(stream, 51, text.getBytes(StandardCharsets.UTF_8), piece);
  }

  /** A message, cut into pieces; one packet each. */
  public List<byte[]> message(int stream, int protocol, byte[] bytes, int piece) {
    final int sequence = streamSequences.merge(stream, 1, Integer::sum) - 1;
    return message(stream, sequence, 0, protocol, bytes, piece);
  }

  /** A message that is handed on in whatever order it comes. */
  public List<byte[]> unordered(int stream, int protocol, byte[] bytes) {
    return message(stream, 0, 4, protocol, bytes, bytes.length);
  }

  private List<byte[]> message(
      int stream, int sequence, int unordered, int protocol, byte[] bytes, int piece) {
    final List<byte[]> packets = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += piece) {
      final int size = Math.min(piece, bytes.length - at);
      final int flags = unordered | (at == 0 ? 2 : 0) | (at + size == bytes.length ? 1 : 0);
      final ByteBuffer value = ByteBuffer.allocate(12 + size);
      value.putInt(nextTsn++).putShort((short) stream).putShort((short) sequence).putInt(protocol);
      value.put(bytes, at, size);
      final byte[] packet = packet(peerTag, chunk(0, flags, value.array()));
      unacknowledged.put(value.getInt(0) - FIRST_TSN, packet);
      packets.add(packet);
    }
    return packets;
  }

  /** Asks the peer to forget a stream, as closing a channel does. */
  public byte[] closeStream(int stream) {
    final ByteBuffer value = ByteBuffer.allocate(18);
    value.putShort((short) 13).putShort((short) 18).putInt(1).putInt(0).putInt(nextTsn - 1);
    value.putShort((short) stream);
    streamSequences.remove(stream);
    return packet(peerTag, chunk(130, 0, value.array()));
  }

  /** Leaves at once. */
  public byte[] abort() {
    return packet(peerTag, chunk(6, 0, new byte[0]));
  }

  /** Takes a packet; returns what it answers. */
  public List<byte[]> receive(byte[] packet) {
    final List<byte[]> answers = new ArrayList<>();
    final ByteBuffer in = ByteBuffer.wrap(packet);
    boolean data = false;
    int at = 12;
    while (at + 4 <= packet.length) {
      final int type = in.get(at) & 255;
      final int flags = in.get(at + 1) & 255;
      final int size = in.getShort(at + 2) & 0xffff;
      final ByteBuffer value = in.slice(at + 4, size - 4);
      switch (type) {
        case 0 -> {
          data = true;
          data(flags, value);
        }
        case 2 -> answers.add(cookie(value));
        case 3 -> {
          acknowledged = value.getInt(0);
          unacknowledged.headMap(acknowledged - FIRST_TSN, true).clear();
          windowOfPeer = value.getInt(4);
        }
        case 6 -> aborted = true;
        case 11 -> established = true;
        default -> {
          // Nothing that a test looks at.
        }
      }
      at += size + 3 & ~3;
    }
    if (data) {
      answers.add(sack());
    }
    return answers;
  }

  private byte[] cookie(ByteBuffer value) {
    peerTag = value.getInt(0);
    peerFirstTsn = value.getInt(12);
    int at = 16;
    while ((value.getShort(at) & 0xffff) != 7) {
      at += (value.getShort(at + 2) & 0xffff) + 3 & ~3;
    }
    final byte[] cookie = new byte[(value.getShort(at + 2) & 0xffff) - 4];
    value.get(at + 4, cookie);
    return packet(peerTag, chunk(10, 0, cookie));
  }

  private void data(int flags, ByteBuffer value) {
    final long index = Integer.toUnsignedLong(value.getInt(0) - peerFirstTsn);
    if (index <= cumulative) {
      return;
    }
    final byte[] piece = new byte[value.limit() - 12 + PIECE_HEADER];
    ByteBuffer.wrap(piece)
        .put((byte) flags)
        .putInt(value.getInt(8))
        .putShort(value.getShort(4))
        .put(value.slice(12, value.limit() - 12));
    chunks.put(index, piece);
    while (chunks.containsKey(cumulative + 1)) {
      cumulative++;
    }
    deliver();
  }

  private void deliver() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (long i = delivered + 1; i <= cumulative; i++) {
      final byte[] piece = chunks.get(i);
      whole.write(piece, PIECE_HEADER, piece.length - PIECE_HEADER);
      if ((piece[0] & 1) != 0) {
        if (ByteBuffer.wrap(piece).getInt(1) == 50) {
          channelsAcknowledged++;
        } else {
          received.add(whole.toString(StandardCharsets.UTF_8));
          receivedOn.add((int) ByteBuffer.wrap(piece).getShort(5));
        }
        whole = new ByteArrayOutputStream();
        for (long k = delivered + 1; k <= i; k++) {
          chunks.remove(k);
        }
        delivered = i;
      }
    }
  }

  private byte[] sack() {
    final List<long[]> gaps = new ArrayList<>();
    for (final long index : chunks.keySet()) {
      if (index > cumulative) {
        if (!gaps.isEmpty() && gaps.getLast()[1] == index - 1) {
          gaps.getLast()[1] = index;
        } else {
          gaps.add(new long[] {index, index});
        }
      }
    }
    final ByteBuffer value = ByteBuffer.allocate(12 + 4 * gaps.size());
    value.putInt(peerFirstTsn + (int) cumulative).putInt(advertisedWindow);
    value.putShort((short) gaps.size()).putShort((short) 0);
    for (final long[] gap : gaps) {
      value.putShort((short) (gap[0] - cumulative)).putShort((short) (gap[1] - cumulative));
    }
    return packet(peerTag, chunk(3, 0, value.array()));
  }

  static byte[] chunk(int type, int flags, byte[] value) {
    final ByteBuffer out = ByteBuffer.allocate(4 + value.length + 3 & ~3);
    out.put((byte) type).put((byte) flags).putShort((short) (4 + value.length)).put(value);
    return out.array();
  }

  static byte[] packet(int tag, byte[] chunk) {
    final ByteBuffer out = ByteBuffer.allocate(12 + chunk.length);
    out.putShort((short) 5000).putShort((short) 5000).putInt(tag).putInt(0).put(chunk);
    return sealed(out.array());
  }

  /** The packet with a right checksum. */
  static byte[] sealed(byte[] packet) {
    ByteBuffer.wrap(packet).putInt(8, 0);
    final CRC32C crc = new CRC32C();
    crc.update(packet);
    ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) crc.getValue());
    return packet;
  }
}

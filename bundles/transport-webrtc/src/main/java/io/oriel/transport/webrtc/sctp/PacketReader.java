package io.oriel.transport.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Walks through the chunks of a packet from outside. */
final class PacketReader {
  private static final int LEAST = PacketWriter.HEADER + PacketWriter.CHUNK_HEADER;

  private final ByteBuffer in;
  private int next = PacketWriter.HEADER;
  private int type;
  private int flags;
  private ByteBuffer value;

  PacketReader(byte[] bytes, int length) {
    this.in = ByteBuffer.wrap(bytes, 0, length).slice();
  }

  /** Whether it is a packet at all and arrived as it was sent. */
  boolean isIntact() {
    if (in.limit() < LEAST) {
      return false;
    }
    final CRC32C crc = new CRC32C();
    crc.update(in.array(), in.arrayOffset(), 8);
    crc.update(new byte[4], 0, 4);
    crc.update(in.array(), in.arrayOffset() + 12, in.limit() - 12);
    return Integer.reverseBytes(in.getInt(8)) == (int) crc.getValue();
  }

  int verificationTag() {
    return in.getInt(4);
  }

  /** Steps to the next chunk; false at the end or where the packet is malformed. */
  boolean next() {
    if (next + PacketWriter.CHUNK_HEADER > in.limit()) {
      return false;
    }
    final int size = in.getShort(next + 2) & 0xffff;
    if (size < PacketWriter.CHUNK_HEADER || next + size > in.limit()) {
      return false;
    }
    type = in.get(next) & 0xff;
    flags = in.get(next + 1) & 0xff;
    value = in.slice(next + PacketWriter.CHUNK_HEADER, size - PacketWriter.CHUNK_HEADER);
    next += size + 3 & ~3;
    return true;
  }

  int type() {
    return type;
  }

  int flags() {
    return flags;
  }

  /** The value of the chunk, from position 0 to its limit. */
  ByteBuffer value() {
    return value;
  }
}

package io.oriel.transport.webrtc.sctp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Puts chunks into one packet that fits a DTLS record. Reused from packet to packet. */
final class PacketWriter {
  /** The most bytes of a packet. */
  static final int LIMIT = 1140;

  static final int HEADER = 12;
  static final int CHUNK_HEADER = 4;
  private static final int PORT = 5000;

  private final ByteBuffer out = ByteBuffer.allocate(LIMIT);
  private final CRC32C crc = new CRC32C();
  private int chunkAt;

  /** Starts a packet. */
  PacketWriter begin(int verificationTag) {
    out.clear();
    out.putShort((short) PORT).putShort((short) PORT).putInt(verificationTag).putInt(0);
    return this;
  }

  /** Whether a chunk with this many bytes of value still fits. */
  boolean fits(int valueBytes) {
    return out.remaining() >= CHUNK_HEADER + (valueBytes + 3 & ~3);
  }

  /** Starts a chunk; its value is written to the returned buffer. */
  ByteBuffer chunk(int type, int flags) {
    chunkAt = out.position();
    return out.put((byte) type).put((byte) flags).putShort((short) 0);
  }

  /** Ends the chunk. */
  PacketWriter end() {
    out.putShort(chunkAt + 2, (short) (out.position() - chunkAt));
    while (out.position() % 4 != 0) {
      out.put((byte) 0);
    }
    return this;
  }

  boolean isEmpty() {
    return out.position() <= HEADER;
  }

  /** Ends the packet: the checksum is little-endian (RFC 9260 appendix A). */
  int finish() {
    crc.reset();
    crc.update(out.array(), 0, out.position());
    out.order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) crc.getValue()).order(ByteOrder.BIG_ENDIAN);
    return out.position();
  }

  byte[] bytes() {
    return out.array();
  }
}

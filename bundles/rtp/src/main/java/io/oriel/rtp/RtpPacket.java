package io.oriel.rtp;

import java.util.Optional;

/**
 * A received packet (RFC 3550 section 5.1), without its header extensions and its padding.
 *
 * @param payloadType 0 to 127
 * @param marker whether it ends an access unit
 * @param sequence 16 bits
 * @param rtpTime in the clock of its payload type
 * @param ssrc its synchronisation source
 * @param offset where its payload begins in the bytes that it was read from
 * @param length of its payload
 */
public record RtpPacket(
    int payloadType, boolean marker, int sequence, int rtpTime, int ssrc, int offset, int length) {

  /** Reads a packet; empty if it is malformed. */
  public static Optional<RtpPacket> read(byte[] packet, int length) {
    final int header = headerBytes(packet, length);
    if (header < 0) {
      return Optional.empty();
    }
    final boolean padded = (packet[0] & 0x20) != 0;
    final int padding = padded ? Bytes.unsignedByte(packet, length - 1) : 0;
    if (header + padding > length || padded && padding == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new RtpPacket(
            packet[1] & 0x7f,
            packet[1] < 0,
            Bytes.unsignedShort(packet, 2),
            Bytes.getInt(packet, 4),
            Bytes.getInt(packet, 8),
            header,
            length - header - padding));
  }

  /** Bytes of the header with sources and extensions, or -1 if it is malformed. */
  static int headerBytes(byte[] packet, int length) {
    if (length < RtpHeader.FIXED_SIZE || length > packet.length || (packet[0] & 0xc0) != 0x80) {
      return -1;
    }
    int header = RtpHeader.FIXED_SIZE + 4 * (packet[0] & 15);
    if ((packet[0] & 0x10) != 0) {
      if (header + 4 > length) {
        return -1;
      }
      header += 4 + 4 * Bytes.unsignedShort(packet, header + 2);
    }
    return header <= length ? header : -1;
  }
}

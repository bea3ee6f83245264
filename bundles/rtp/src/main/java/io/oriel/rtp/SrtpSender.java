package io.oriel.rtp;

/**
 * Protects the RTP and RTCP packets of one direction (RFC 3711, RFC 7714).
 *
 * <p>Not thread-safe: one sending thread, or one at a time.
 */
public final class SrtpSender {
  /** More than {@link #protectRtcp} ever adds. */
  public static final int MOST_ADDED = 24;

  private final PacketCipher rtp;
  private final PacketCipher rtcp;
  private int rtcpIndex;

  /** Derives the session keys of a direction from the master key that DTLS agreed on. */
  public SrtpSender(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    this(SessionKeys.derive(profile, masterKey, masterSalt));
  }

  SrtpSender(SessionKeys keys) {
    this.rtp = PacketCipher.rtp(keys);
    this.rtcp = PacketCipher.rtcp(keys);
  }

  /**
   * Encrypts a packet in place.
   *
   * @param headerBytes fixed header and extensions: authenticated, not encrypted
   * @param extendedSequence rollover counter and sequence number of this SSRC in one, 48 bits; the
   *     same number must never be used for different bytes
   * @return the protected length: at most {@link SrtpProfile#tagBytes} more than {@code length}
   */
  public int protectRtp(byte[] packet, int headerBytes, int length, long extendedSequence) {
    final int ssrc = Bytes.getInt(packet, 8);
    return rtp.protectRtp(packet, headerBytes, length, ssrc, extendedSequence);
  }

  /**
   * Encrypts a compound packet in place.
   *
   * @return the protected length: at most {@link #MOST_ADDED} more than {@code length}
   */
  public int protectRtcp(byte[] packet, int length) {
    final int index = rtcpIndex++ & 0x7fffffff;
    return rtcp.protectRtcp(packet, length, index);
  }
}

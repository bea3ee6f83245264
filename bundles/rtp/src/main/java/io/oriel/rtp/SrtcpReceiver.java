package io.oriel.rtp;

/**
 * Opens the RTCP packets that a peer protected (RFC 3711 section 3.4, RFC 7714 section 9).
 *
 * <p>Not thread-safe.
 */
public final class SrtcpReceiver {
  private final PacketCipher cipher;
  private final ReplayWindow window = new ReplayWindow();

  /** Derives the session keys of a direction from the master key that DTLS agreed on. */
  public SrtcpReceiver(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    this(SessionKeys.derive(profile, masterKey, masterSalt));
  }

  SrtcpReceiver(SessionKeys keys) {
    this.cipher = PacketCipher.rtcp(keys);
  }

  /**
   * Decrypts a packet in place.
   *
   * @return the plain length, or -1 when the packet is malformed, forged or a replay; the bytes are
   *     then worthless
   */
  public int unprotect(byte[] packet, int length) {
    if (length < cipher.leastRtcp() || length > packet.length) {
      return -1;
    }
    final int word = Bytes.getInt(packet, cipher.indexAt(length));
    final long index = word & 0x7fffffff;
    if (window.replayed(index)) {
      return -1;
    }
    final int plain = cipher.unprotectRtcp(packet, length, word);
    if (plain >= 0) {
      window.remember(index);
    }
    return plain;
  }
}

package io.oriel.rtp;

import java.util.HashMap;
import java.util.Map;

/**
 * Opens the RTP packets that a peer protected (RFC 3711 section 3.3, RFC 7714 section 8).
 *
 * <p>Not thread-safe.
 */
public final class SrtpReceiver {
  /** More streams than one session has; a forger cannot make more, because he has no key. */
  private static final int MOST_STREAMS = 16;

  private final PacketCipher cipher;
  private final Map<Integer, ReplayWindow> windows = new HashMap<>();

  /** Derives the session keys of a direction from the master key that DTLS agreed on. */
  public SrtpReceiver(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    this.cipher = PacketCipher.rtp(SessionKeys.derive(profile, masterKey, masterSalt));
  }

  /**
   * Decrypts a packet in place.
   *
   * @return the plain length, or -1 when the packet is malformed, forged or a replay; the bytes are
   *     then worthless
   */
  public int unprotect(byte[] packet, int length) {
    final int header = RtpPacket.headerBytes(packet, length);
    if (header < 0) {
      return -1;
    }
    final int ssrc = Bytes.getInt(packet, 8);
    final ReplayWindow known = windows.get(ssrc);
    if (known == null && windows.size() == MOST_STREAMS) {
      return -1;
    }
    final ReplayWindow window = known == null ? new ReplayWindow() : known;
    final long index = index(Bytes.unsignedShort(packet, 2), window.highest());
    if (window.replayed(index)) {
      return -1;
    }
    final int plain = cipher.unprotectRtp(packet, header, length, ssrc, index);
    if (plain >= 0) {
      window.remember(index);
      windows.put(ssrc, window);
    }
    return plain;
  }

  /** The index that is nearest to the highest one (RFC 3711 section 3.3.1). */
  private static long index(int sequence, long highest) {
    if (highest < 0) {
      return sequence;
    }
    final long same = highest & ~0xffffL | sequence;
    if (same - highest > 0x8000 && same >= 0x10000) {
      return same - 0x10000;
    }
    return highest - same > 0x8000 ? same + 0x10000 : same;
  }
}

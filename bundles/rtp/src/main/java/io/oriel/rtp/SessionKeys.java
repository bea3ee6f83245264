package io.oriel.rtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one direction encrypts and authenticates with.
 *
 * @param rtpSalt as long as the profile's salt
 * @param rtpAuth 20 bytes, unused in GCM
 */
record SessionKeys(
    SrtpProfile profile,
    byte[] rtpKey,
    byte[] rtpSalt,
    byte[] rtpAuth,
    byte[] rtcpKey,
    byte[] rtcpSalt,
    byte[] rtcpAuth) {
  private static final int AUTH_BYTES = 20;

  /** Derives the session keys with a key derivation rate of zero (RFC 3711 section 4.3). */
  static SessionKeys derive(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    if (masterKey.length != SrtpProfile.KEY_BYTES || masterSalt.length != profile.saltBytes()) {
      throw new IllegalArgumentException(
          profile + " takes no key of " + masterKey.length + " and salt of " + masterSalt.length);
    }
    final int salt = profile.saltBytes();
    return new SessionKeys(
        profile,
        stream(masterKey, masterSalt, 0, SrtpProfile.KEY_BYTES),
        stream(masterKey, masterSalt, 2, salt),
        stream(masterKey, masterSalt, 1, AUTH_BYTES),
        stream(masterKey, masterSalt, 3, SrtpProfile.KEY_BYTES),
        stream(masterKey, masterSalt, 5, salt),
        stream(masterKey, masterSalt, 4, AUTH_BYTES));
  }

  /** AES-CM as pseudo-random function; a 96-bit salt counts as 112 bits with zeros behind it. */
  private static byte[] stream(byte[] key, byte[] salt, int label, int bytes) {
    final byte[] start = Arrays.copyOf(salt, 16);
    start[7] ^= (byte) label;
    try {
      final Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
      return cipher.doFinal(new byte[bytes]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no AES counter mode", e);
    }
  }
}

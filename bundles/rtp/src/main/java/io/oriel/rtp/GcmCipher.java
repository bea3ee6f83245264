package io.oriel.rtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AEAD_AES_128_GCM (RFC 7714) on the JDK's own AES-GCM, which uses the processor's instructions.
 */
final class GcmCipher implements PacketCipher {
  private static final int TAG = 16;
  private static final int INDEX = 4;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] vector = new byte[12];
  private final byte[] word = new byte[INDEX];

  GcmCipher(byte[] key, byte[] salt) {
    this.key = new SecretKeySpec(key, "AES");
    this.salt = Arrays.copyOf(salt, 12);
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no AES-GCM", e);
    }
  }

  @Override
  public int protectRtp(byte[] packet, int header, int length, int ssrc, long extendedSequence) {
    try {
      prepareRtp(ssrc, extendedSequence);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, vector));
      cipher.updateAAD(packet, 0, header);
      return header + cipher.doFinal(packet, header, length - header, packet, header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A packet could not be encrypted", e);
    }
  }

  @Override
  public int unprotectRtp(byte[] packet, int header, int length, int ssrc, long extendedSequence) {
    try {
      prepareRtp(ssrc, extendedSequence);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, vector));
      cipher.updateAAD(packet, 0, header);
      return header + cipher.doFinal(packet, header, length - header, packet, header);
    } catch (GeneralSecurityException e) {
      return -1;
    }
  }

  @Override
  public int protectRtcp(byte[] packet, int length, int index) {
    try {
      Bytes.putInt(word, 0, index | ENCRYPTED);
      prepareRtcp(packet, index);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, vector));
      cipher.updateAAD(packet, 0, RTCP_CLEAR);
      cipher.updateAAD(word);
      final int end =
          RTCP_CLEAR + cipher.doFinal(packet, RTCP_CLEAR, length - RTCP_CLEAR, packet, RTCP_CLEAR);
      System.arraycopy(word, 0, packet, end, INDEX);
      return end + INDEX;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A packet could not be encrypted", e);
    }
  }

  @Override
  public int unprotectRtcp(byte[] packet, int length, int indexWord) {
    final int end = length - INDEX;
    try {
      Bytes.putInt(word, 0, indexWord);
      prepareRtcp(packet, indexWord & 0x7fffffff);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, vector));
      if ((indexWord & ENCRYPTED) == 0) {
        // Authenticated but in the clear: everything before the tag is associated data.
        cipher.updateAAD(packet, 0, end - TAG);
        cipher.updateAAD(word);
        cipher.doFinal(packet, end - TAG, TAG);
        return end - TAG;
      }
      cipher.updateAAD(packet, 0, RTCP_CLEAR);
      cipher.updateAAD(word);
      return RTCP_CLEAR + cipher.doFinal(packet, RTCP_CLEAR, end - RTCP_CLEAR, packet, RTCP_CLEAR);
    } catch (GeneralSecurityException e) {
      return -1;
    }
  }

  private void prepareRtp(int ssrc, long extendedSequence) {
    System.arraycopy(salt, 0, vector, 0, vector.length);
    Bytes.xorInt(vector, 2, ssrc);
    Bytes.xorInt(vector, 6, (int) (extendedSequence >>> 16));
    Bytes.xorShort(vector, 10, (int) extendedSequence & 0xffff);
  }

  private void prepareRtcp(byte[] packet, int index) {
    System.arraycopy(salt, 0, vector, 0, vector.length);
    Bytes.xorInt(vector, 2, Bytes.getInt(packet, 4));
    Bytes.xorInt(vector, 8, index);
  }

  @Override
  public int leastRtcp() {
    return RTCP_CLEAR + TAG + INDEX;
  }

  @Override
  public int indexAt(int length) {
    return length - INDEX;
  }
}

package io.oriel.rtp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711 section 4), for peers that have no GCM. */
final class CounterCipher implements PacketCipher {
  private static final int TAG = 10;
  private static final int INDEX = 4;

  private final Cipher cipher;
  private final Mac mac;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] vector = new byte[16];
  private final byte[] word = new byte[4];
  private final byte[] digest;

  CounterCipher(byte[] key, byte[] salt, byte[] auth) {
    this.key = new SecretKeySpec(key, "AES");
    this.salt = Arrays.copyOf(salt, 14);
    try {
      this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
      this.mac = Mac.getInstance("HmacSHA1");
      this.mac.init(new SecretKeySpec(auth, "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no AES counter mode or HMAC-SHA1", e);
    }
    this.digest = new byte[mac.getMacLength()];
  }

  @Override
  public int protectRtp(byte[] packet, int header, int length, int ssrc, long extendedSequence) {
    crypt(packet, header, length, ssrc, extendedSequence);
    // The rollover counter is authenticated but not sent.
    Bytes.putInt(word, 0, (int) (extendedSequence >>> 16));
    tag(packet, length, word);
    System.arraycopy(digest, 0, packet, length, TAG);
    return length + TAG;
  }

  @Override
  public int unprotectRtp(byte[] packet, int header, int length, int ssrc, long extendedSequence) {
    final int end = length - TAG;
    if (end < header) {
      return -1;
    }
    Bytes.putInt(word, 0, (int) (extendedSequence >>> 16));
    tag(packet, end, word);
    if (!authentic(packet, end, length)) {
      return -1;
    }
    crypt(packet, header, end, ssrc, extendedSequence);
    return end;
  }

  @Override
  public int protectRtcp(byte[] packet, int length, int index) {
    crypt(packet, RTCP_CLEAR, length, Bytes.getInt(packet, 4), index);
    Bytes.putInt(packet, length, index | ENCRYPTED);
    tag(packet, length + INDEX, null);
    System.arraycopy(digest, 0, packet, length + INDEX, TAG);
    return length + INDEX + TAG;
  }

  @Override
  public int unprotectRtcp(byte[] packet, int length, int indexWord) {
    final int end = length - TAG;
    tag(packet, end, null);
    if (!authentic(packet, end, length)) {
      return -1;
    }
    if ((indexWord & ENCRYPTED) != 0) {
      crypt(packet, RTCP_CLEAR, end - INDEX, Bytes.getInt(packet, 4), indexWord & 0x7fffffff);
    }
    return end - INDEX;
  }

  private void crypt(byte[] packet, int from, int to, int ssrc, long index) {
    Arrays.fill(vector, 14, 16, (byte) 0);
    System.arraycopy(salt, 0, vector, 0, salt.length);
    Bytes.xorInt(vector, 4, ssrc);
    Bytes.xorInt(vector, 8, (int) (index >>> 16));
    Bytes.xorShort(vector, 12, (int) index & 0xffff);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
      cipher.doFinal(packet, from, to - from, packet, from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A packet could not be encrypted", e);
    }
  }

  /** Whether the tag at the end is the one that was computed. */
  private boolean authentic(byte[] packet, int at, int end) {
    final byte[] expected = Arrays.copyOf(digest, TAG);
    return MessageDigest.isEqual(expected, Arrays.copyOfRange(packet, at, end));
  }

  private void tag(byte[] packet, int length, byte[] extra) {
    mac.update(packet, 0, length);
    if (extra != null) {
      mac.update(extra);
    }
    try {
      mac.doFinal(digest, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("HMAC-SHA1 is longer than it says", e);
    }
  }

  @Override
  public int leastRtcp() {
    return RTCP_CLEAR + INDEX + TAG;
  }

  @Override
  public int indexAt(int length) {
    return length - TAG - INDEX;
  }
}

package io.oriel.runtime.grab.whep;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A connectivity check of the controlling side (RFC 8445 section 7.2, RFC 8489), which nominates
 * its path at once.
 */
final class StunCheck {
  private static final int HEADER = 20;
  private static final int COOKIE = 0x2112A442;
  private static final int REQUEST = 0x0001;
  private static final int SUCCESS = 0x0101;
  private static final int USERNAME = 0x0006;
  private static final int INTEGRITY = 0x0008;
  private static final int PRIORITY = 0x0024;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int CONTROLLING = 0x802A;
  private static final int FINGERPRINT = 0x8028;
  private static final int FINGERPRINT_MASK = 0x5354554e;
  private static final int MAC_BYTES = 20;

  /** A peer-reflexive candidate's, component 1 (RFC 8445 section 5.1.2). */
  private static final int OWN_PRIORITY = 110 << 24 | 65535 << 8 | 255;

  private final byte[] transaction = new byte[12];
  private final String password;
  private final byte[] request;

  /**
   * @param username of the server, a colon, and of this side
   * @param password of the server
   */
  StunCheck(String username, String password) {
    this.password = password;
    SecureRandom random = new SecureRandom();
    random.nextBytes(transaction);
    byte[] name = username.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(HEADER + 4 + (name.length + 3 & ~3) + 8 + 12 + 4 + 24 + 8);
    out.putShort((short) REQUEST).putShort((short) 0).putInt(COOKIE).put(transaction);
    out.putShort((short) USERNAME).putShort((short) name.length).put(name);
    out.position(out.position() + 3 & ~3);
    out.putShort((short) PRIORITY).putShort((short) 4).putInt(OWN_PRIORITY);
    out.putShort((short) CONTROLLING).putShort((short) 8).putLong(random.nextLong());
    out.putShort((short) USE_CANDIDATE).putShort((short) 0);
    // Each length counts up to the end of the attribute that covers it.
    out.putShort(2, (short) (out.position() + 4 + MAC_BYTES - HEADER));
    byte[] digest = mac(Arrays.copyOf(out.array(), out.position()), password);
    out.putShort((short) INTEGRITY).putShort((short) MAC_BYTES).put(digest);
    out.putShort(2, (short) (out.capacity() - HEADER));
    CRC32 crc = new CRC32();
    crc.update(out.array(), 0, out.position());
    out.putShort((short) FINGERPRINT).putShort((short) 4);
    out.putInt((int) crc.getValue() ^ FINGERPRINT_MASK);
    request = out.array();
  }

  byte[] request() {
    return request.clone();
  }

  /** Whether a datagram is the answer that only the one who was asked can give. */
  boolean isAnsweredBy(byte[] bytes, int length) {
    if (length < HEADER || length > bytes.length) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    if (in.getShort(0) != SUCCESS
        || in.getInt(4) != COOKIE
        || !Arrays.equals(bytes, 8, HEADER, transaction, 0, transaction.length)) {
      return false;
    }
    int at = HEADER;
    while (at + 4 <= length) {
      int type = in.getShort(at) & 0xffff;
      int size = in.getShort(at + 2) & 0xffff;
      if (at + 4 + size > length) {
        return false;
      }
      if (type == INTEGRITY) {
        byte[] covered = Arrays.copyOf(bytes, at);
        ByteBuffer.wrap(covered).putShort(2, (short) (at + 4 + MAC_BYTES - HEADER));
        return size == MAC_BYTES
            && MessageDigest.isEqual(
                mac(covered, password), Arrays.copyOfRange(bytes, at + 4, at + 4 + size));
      }
      at += 4 + (size + 3 & ~3);
    }
    return false;
  }

  private static byte[] mac(byte[] bytes, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no HMAC-SHA1", e);
    }
  }
}

package io.oriel.transport.webrtc.ice;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * This side's ICE user fragment and password for one viewer.
 *
 * <p>The text is immutable; {@link #mac} belongs to the receive thread.
 */
public final class IceCredentials {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String ufrag;
  private final String password;
  private final Mac mac;

  IceCredentials(String ufrag, String password) {
    this.ufrag = ufrag;
    this.password = password;
    try {
      this.mac = Mac.getInstance("HmacSHA1");
      this.mac.init(
          new SecretKeySpec(
              password.getBytes(java.nio.charset.StandardCharsets.US_ASCII), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no HMAC-SHA1", e);
    }
  }

  /** Credentials that nobody can guess: 48 and 144 bits. */
  public static IceCredentials random() {
    return new IceCredentials(text(8), text(24));
  }

  private static String text(int length) {
    final StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return out.toString();
  }

  /** The user fragment. */
  public String ufrag() {
    return ufrag;
  }

  /** The password; never logged. */
  public String password() {
    return password;
  }

  /** HMAC-SHA1 under the password. Receive thread only. */
  Mac mac() {
    return mac;
  }
}

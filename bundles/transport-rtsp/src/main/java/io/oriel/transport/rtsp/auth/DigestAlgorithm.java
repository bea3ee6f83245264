package io.oriel.transport.rtsp.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The hashes of digest authentication (RFC 7616 section 3.3), the better one first. */
enum DigestAlgorithm {
  SHA_256("SHA-256"),
  /** What most players know, and nothing else. */
  MD5("MD5");

  private final String wireName;

  DigestAlgorithm(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  /** The algorithm of this name; without one it is MD5. */
  static Optional<DigestAlgorithm> named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "", "MD5" -> Optional.of(MD5);
      case "SHA-256" -> Optional.of(SHA_256);
      default -> Optional.empty();
    };
  }

  /** The hash of these parts with colons between them, in hexadecimal. */
  String hash(String... parts) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(wireName)
                  .digest(String.join(":", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + wireName, e);
    }
  }
}

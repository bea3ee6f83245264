package io.oriel.transport.rtsp.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client answers to a challenge: the value of an Authorization header (RFC 7616 section
 * 3.4). Without {@code qop} it is the older form of RFC 2069, which some players still send.
 */
record DigestCredentials(Map<String, String> values) {
  private static final Pattern SCHEME = Pattern.compile("(?i)Digest\\s+");
  private static final Pattern PAIR =
      Pattern.compile(
          "\\G\\s*([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))\\s*(,|$)");

  /** Reads the header; empty if it is none of digest authentication. */
  static Optional<DigestCredentials> parse(String header) {
    final Matcher scheme = SCHEME.matcher(header);
    if (!scheme.lookingAt()) {
      return Optional.empty();
    }
    final Map<String, String> values = new HashMap<>();
    final Matcher pair = PAIR.matcher(header);
    int at = scheme.end();
    while (at < header.length() && pair.find(at)) {
      final String value =
          pair.group(2) != null ? pair.group(2).replaceAll("\\\\(.)", "$1") : pair.group(3);
      if (values.put(pair.group(1).toLowerCase(Locale.ROOT), value) != null) {
        return Optional.empty();
      }
      at = pair.end();
    }
    return at == header.length() ? Optional.of(new DigestCredentials(values)) : Optional.empty();
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  boolean counted() {
    return !value("qop").isEmpty();
  }

  /** How often the client has used the nonce; -1 if it does not say. */
  long count() {
    try {
      return Long.parseLong(value("nc"), 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether the response proves the password (RFC 7616 section 3.4.1, RFC 2069 section 2.1.2). */
  boolean proves(String password, String realm, String method) {
    final Optional<DigestAlgorithm> known = DigestAlgorithm.named(value("algorithm"));
    if (known.isEmpty() || counted() && !value("qop").equals("auth")) {
      return false;
    }
    final DigestAlgorithm algorithm = known.get();
    final String secret = algorithm.hash(value("username"), realm, password);
    final String request = algorithm.hash(method, value("uri"));
    final String expected =
        counted()
            ? algorithm.hash(
                secret, value("nonce"), value("nc"), value("cnonce"), value("qop"), request)
            : algorithm.hash(secret, value("nonce"), request);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        value("response").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** Names nothing that is secret. */
  @Override
  public String toString() {
    return "digest credentials";
  }
}

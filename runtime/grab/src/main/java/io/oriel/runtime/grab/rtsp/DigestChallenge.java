package io.oriel.runtime.grab.rtsp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server wants to be proved (RFC 7616; RFC 2069 where it names no quality of protection).
 *
 * @param parameters of the challenge, names in lower case
 */
record DigestChallenge(Map<String, String> parameters) {
  /** The algorithms by their names in a challenge, the better one first. */
  private static final List<String> ALGORITHMS = List.of("SHA-256", "MD5");

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z0-9_-]{1,32})\\s*=\\s*(?:\"([^\"]{0,2048})\"|([^\\s,\"]{1,2048}))");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The best one among the values of WWW-Authenticate that this side can answer. */
  static Optional<DigestChallenge> best(List<String> headers) {
    return headers.stream()
        .filter(header -> header.regionMatches(true, 0, "Digest ", 0, 7))
        .map(header -> new DigestChallenge(parameters(header)))
        .filter(DigestChallenge::isUsable)
        .min(Comparator.comparingInt(one -> ALGORITHMS.indexOf(one.algorithm())));
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private boolean isUsable() {
    return parameters.containsKey("nonce")
        && parameters.containsKey("realm")
        && ALGORITHMS.contains(algorithm())
        && (!parameters.containsKey("qop") || hasQuality());
  }

  private String algorithm() {
    return parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
  }

  private boolean hasQuality() {
    return List.of(parameters.getOrDefault("qop", "").split("\\s*,\\s*")).contains("auth");
  }

  /**
   * The value of the header Authorization.
   *
   * @param count how often the challenge has been answered, with this answer
   */
  String answer(String user, String password, String method, String uri, int count) {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    return answer(user, password, method, uri, count, HexFormat.of().formatHex(random));
  }

  /** The same with a chosen number of this side. */
  String answer(String user, String password, String method, String uri, int count, String cnonce) {
    String uses = String.format("%08x", count);
    String realm = parameters.get("realm");
    String nonce = parameters.get("nonce");
    String secret = hash(user + ":" + realm + ":" + password);
    String asked = hash(method + ":" + uri);
    String proof =
        hasQuality()
            ? secret + ":" + nonce + ":" + uses + ":" + cnonce + ":auth:" + asked
            : secret + ":" + nonce + ":" + asked;
    StringBuilder text = new StringBuilder("Digest ");
    text.append("username=\"").append(user.replace("\\", "\\\\").replace("\"", "\\\""));
    text.append("\", realm=\"").append(realm).append("\", nonce=\"").append(nonce);
    text.append("\", uri=\"").append(uri).append("\", response=\"").append(hash(proof));
    text.append("\", algorithm=").append(algorithm());
    if (hasQuality()) {
      text.append(", qop=auth, nc=").append(uses);
      text.append(", cnonce=\"").append(cnonce).append('"');
    }
    if (parameters.containsKey("opaque")) {
      text.append(", opaque=\"").append(parameters.get("opaque")).append('"');
    }
    return text.toString();
  }

  private String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm()).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has no " + algorithm(), e);
    }
  }
}

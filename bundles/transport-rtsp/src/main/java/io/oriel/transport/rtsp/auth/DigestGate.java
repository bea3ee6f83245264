package io.oriel.transport.rtsp.auth;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Digest authentication (RFC 7616) of one connection. The nonce is the connection's own, lives five
 * minutes and is used with a rising count, so that what was overheard is of no use elsewhere or
 * later. Not thread-safe.
 */
public final class DigestGate {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long NONCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** How a request stands. */
  public enum Verdict {
    GRANTED,
    /** It proves nothing, or the wrong thing. */
    REFUSED,
    /** The password may be right; the nonce is none of this connection, or too old. */
    STALE
  }

  private final Users users;
  private String nonce = "";
  private long nonceNanos;
  private long lastCount;

  /** Nobody has proved anything yet. */
  public DigestGate(Users users) {
    this.users = users;
  }

  /**
   * Judges a request.
   *
   * @param authorization the header's value
   * @param nowNanos on the same clock as for {@link #challenges}
   */
  public Verdict judge(String method, String uri, Optional<String> authorization, long nowNanos) {
    final Optional<DigestCredentials> given = authorization.flatMap(DigestCredentials::parse);
    if (given.isEmpty() || !given.get().value("uri").equals(uri)) {
      return Verdict.REFUSED;
    }
    final DigestCredentials credentials = given.get();
    if (!credentials.value("nonce").equals(nonce)
        || nonce.isEmpty()
        || nowNanos - nonceNanos > NONCE_NANOS) {
      return Verdict.STALE;
    }
    final Optional<String> password = users.password(credentials.value("username"));
    // Hashed for a name that nobody has too, so that time does not tell which names there are.
    final boolean proved = credentials.proves(password.orElse(""), Users.REALM, method);
    if (password.isEmpty() || !proved || !counts(credentials)) {
      return Verdict.REFUSED;
    }
    return Verdict.GRANTED;
  }

  private boolean counts(DigestCredentials credentials) {
    if (credentials.counted()) {
      if (credentials.count() <= lastCount) {
        return false;
      }
      lastCount = credentials.count();
    }
    return true;
  }

  /**
   * Values of WWW-Authenticate headers, the last of them for clients that read only one.
   *
   * @param stale whether only the nonce was at fault
   */
  public List<String> challenges(boolean stale, long nowNanos) {
    if (nonce.isEmpty() || nowNanos - nonceNanos > NONCE_NANOS) {
      final byte[] bytes = new byte[16];
      RANDOM.nextBytes(bytes);
      nonce = HexFormat.of().formatHex(bytes);
      nonceNanos = nowNanos;
      lastCount = 0;
    }
    return Arrays.stream(DigestAlgorithm.values())
        .map(algorithm ->
            "Digest realm=\"%s\", qop=\"auth\", algorithm=%s, nonce=\"%s\"%s"
                .formatted(Users.REALM, algorithm.wireName(), nonce, stale ? ", stale=true" : ""))
        .toList();
  }
}

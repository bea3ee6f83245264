package io.oriel.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The secret that operators prove themselves with. It is read for each request, so that a new one
 * holds at once. Any thread.
 *
 * @param file its first line is the token
 */
record AdminToken(Path file) {
  /** A shorter one could be guessed. */
  static final int MIN_CHARACTERS = 16;

  private static final int RANDOM_BYTES = 32;
  private static final String BEARER = "Bearer ";

  /** Writes a random one, readable by its owner only, if there is no file yet. */
  void createIfMissing() throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var channel =
          Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        channel.write(StandardCharsets.US_ASCII.encode(token));
      }
    } catch (FileAlreadyExistsException present) {
      // The token of an earlier start, or the operator's own.
    }
  }

  /** The token; empty if the file cannot be read or what it holds is too short. */
  Optional<String> read() {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).filter(token -> token.length() >= MIN_CHARACTERS);
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether the value of an {@code Authorization} header (RFC 6750) carries the token. */
  static boolean matches(String token, String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    // Digests of one length: the time that the comparison takes tells nothing.
    return MessageDigest.isEqual(
        digest(token), digest(authorization.substring(BEARER.length()).strip()));
  }

  private static byte[] digest(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}

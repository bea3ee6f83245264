package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration, checked.
 *
 * @param folder that is watched
 * @param settle how long a file must have stood still
 * @param observe how long a new bundle is observed at most
 * @param maxJarBytes the largest jar
 * @param hashes of jars that are allowed, in small hexadecimal digits
 * @param signers fingerprints of certificates that are allowed, likewise
 * @param tokenFile where the token of operators lies
 */
record DeploySettings(
    Optional<Path> folder,
    Duration poll,
    Duration settle,
    Duration observe,
    long maxJarBytes,
    Set<String> hashes,
    Set<String> signers,
    Optional<Path> tokenFile) {
  private static final int MIB = 1 << 20;

  static DeploySettings of(DeployConfig config) throws OrielException {
    return new DeploySettings(
        path(config.deployFolder()),
        Duration.ofMillis(config.pollMillis()),
        Duration.ofMillis(config.settleMillis()),
        Duration.ofMillis(config.observeMillis()),
        (long) config.maxJarMiB() * MIB,
        digests("allowedHashes", config.allowedHashes()),
        digests("allowedSigners", config.allowedSigners()),
        path(config.adminTokenFile()));
  }

  private static Optional<Path> path(String text) {
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(text.strip()).toAbsolutePath().normalize());
  }

  /**
   * As {@code sha256sum} and {@code keytool -list} print them. A mistyped one must not allow all.
   */
  private static Set<String> digests(String key, String[] texts) throws OrielException {
    Set<String> digests =
        Arrays.stream(texts)
            .map(text -> text.replace(":", "").strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String digest : digests) {
      if (!digest.matches("[0-9a-f]{64}")) {
        throw new OrielException(
            ErrorCode.CONFIGURATION_INVALID,
            DeployConfig.PID + " " + key + ": \"" + digest + "\" is not 64 hexadecimal digits");
      }
    }
    return digests;
  }
}

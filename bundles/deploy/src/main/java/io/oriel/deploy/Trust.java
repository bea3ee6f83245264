package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Which jars may be installed. A signature counts by the fingerprint of the certificate that it was
 * made with; neither its issuer nor its dates are asked. One that is wrong is refused even where
 * nobody asked for signatures.
 *
 * @param hashes SHA-256 of jars
 * @param signers SHA-256 of certificates
 */
record Trust(Set<String> hashes, Set<String> signers) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** To verify a signature means to unpack all; a few megabytes can unpack to many gigabytes. */
  private static final long MAX_UNPACKED_BYTES = 2L << 30;

  /**
   * Refuses what is not allowed.
   *
   * @throws OrielException {@code bundle.untrusted} with the reason
   */
  void check(Jar jar) throws OrielException {
    check(jar, MAX_UNPACKED_BYTES);
  }

  void check(Jar jar, long maxUnpackedBytes) throws OrielException {
    Optional<Set<String>> signed = signersOf(jar, maxUnpackedBytes);
    if (hashes.isEmpty() && signers.isEmpty() || hashes.contains(jar.sha256())) {
      return;
    }
    if (signed.isEmpty() || signed.get().isEmpty()) {
      throw refusal(
          jar, "not every entry is signed, and its hash " + jar.sha256() + " is not allowed");
    }
    if (signed.get().stream().noneMatch(signers::contains)) {
      throw refusal(jar, "signed by " + String.join(", ", signed.get()) + ", which is not allowed");
    }
  }

  /**
   * The certificates that have signed every entry.
   *
   * @return empty for a jar without any signature
   */
  private static Optional<Set<String>> signersOf(Jar jar, long maxUnpackedBytes)
      throws OrielException {
    try (JarFile file = new JarFile(jar.copy().toFile(), true)) {
      if (file.stream().noneMatch(entry -> isSignatureFile(entry.getName()))) {
        return Optional.empty();
      }
      refuseGaps(file);
      Set<String> common = null;
      long unpacked = 0;
      for (JarEntry entry : file.stream().toList()) {
        unpacked += unpack(file, entry, maxUnpackedBytes - unpacked);
        Set<String> signers = signersOf(entry);
        if (!entry.isDirectory() && !isSignatureRelated(entry.getName())) {
          if (common == null) {
            common = signers;
          } else {
            common.retainAll(signers);
          }
        }
      }
      return Optional.of(common == null ? Set.of() : common);
    } catch (IOException | SecurityException | CertificateEncodingException e) {
      throw refusal(jar, "its signature is wrong: " + e.getMessage());
    }
  }

  /** Java verifies the entries that are there; that one was taken out is nothing to it. */
  private static void refuseGaps(JarFile file) throws IOException {
    for (Map.Entry<String, Attributes> section : file.getManifest().getEntries().entrySet()) {
      boolean signed =
          section.getValue().keySet().stream().anyMatch(key -> key.toString().endsWith("-Digest"));
      if (signed && file.getEntry(section.getKey()) == null) {
        throw new IOException(section.getKey() + " is missing");
      }
    }
  }

  /** Java verifies an entry while it is read. */
  private static long unpack(JarFile file, JarEntry entry, long limit) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    try (InputStream in = file.getInputStream(entry)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        if (total > limit) {
          throw new IOException("it unpacks to more than can be verified");
        }
      }
    }
    return total;
  }

  /** Those of an entry that was read to its end. */
  private static Set<String> signersOf(JarEntry entry) throws CertificateEncodingException {
    Set<String> fingerprints = new HashSet<>();
    CodeSigner[] signers = entry.getCodeSigners();
    for (CodeSigner signer : signers == null ? new CodeSigner[0] : signers) {
      fingerprints.add(fingerprint(signer.getSignerCertPath().getCertificates().getFirst()));
    }
    return fingerprints;
  }

  static String fingerprint(Certificate certificate) throws CertificateEncodingException {
    return Sha256.hex(certificate.getEncoded());
  }

  private static boolean isSignatureFile(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.matches("META-INF/[^/]*\\.SF");
  }

  /** What cannot be signed itself (JAR File Specification, Signed JAR File). */
  private static boolean isSignatureRelated(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.matches("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
  }

  private static OrielException refusal(Jar jar, String reason) {
    return new OrielException(ErrorCode.BUNDLE_UNTRUSTED, jar.name() + ": " + reason);
  }
}

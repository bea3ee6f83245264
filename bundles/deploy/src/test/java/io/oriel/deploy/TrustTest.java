package io.oriel.deploy;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  private static final char[] PASSWORD = "only-for-this-test".toCharArray();
  private static final int MUTATIONS = 300;
  private static final List<String> SIGNATURE_FILES =
      List.of("MANIFEST.MF", "SIGNER.SF", "SIGNER.EC");
  private static final Set<String> NOBODY = Set.of("00".repeat(32));

  @TempDir Path folder;
  private Path unsigned;

  @BeforeEach
  void write() throws Exception {
    unsigned = TestJar.bundle("a", "1").entry("a/B.class", "code").write(folder.resolve("a.jar"));
  }

  @Test
  void allowsEverythingWithoutAList() {
    assertAllowed(unsigned, new Trust(Set.of(), Set.of()));
  }

  @Test
  void allowsWhatHasTheHash() throws Exception {
    assertAllowed(unsigned, new Trust(Set.of(Sha256.hex(Files.readAllBytes(unsigned))), Set.of()));
    assertRefused(unsigned, new Trust(NOBODY, Set.of()), "is not allowed");
  }

  @Test
  void allowsWhatAnAllowedCertificateSigned() throws Exception {
    KeyStore.PrivateKeyEntry ours = key("ours");
    Path signed = sign(unsigned, ours);
    Trust trust = new Trust(Set.of(), Set.of(Trust.fingerprint(ours.getCertificate())));
    assertAllowed(signed, trust);
    assertRefused(unsigned, trust, "not every entry is signed");
    assertRefused(sign(unsigned, key("theirs")), trust, "signed by ");
  }

  @Test
  void refusesAWrongSignatureEvenWithoutAList() throws Exception {
    KeyStore.PrivateKeyEntry ours = key("ours");
    Path signed = sign(unsigned, ours);
    change(signed, "a/B.class");
    assertRefused(signed, new Trust(Set.of(), Set.of()), "its signature is wrong: ");
    assertRefused(
        signed,
        new Trust(Set.of(), Set.of(Trust.fingerprint(ours.getCertificate()))),
        "its signature is wrong: ");
  }

  @Test
  void refusesAnEntryThatWasAddedToASignedJar() throws Exception {
    KeyStore.PrivateKeyEntry ours = key("ours");
    Path signed = sign(unsigned, ours);
    change(signed, "a/C.class");
    assertRefused(
        signed,
        new Trust(Set.of(), Set.of(Trust.fingerprint(ours.getCertificate()))),
        "not every entry is signed");
  }

  @Test
  void refusesASignedJarOfWhichAnEntryWasTakenOut() throws Exception {
    Path signed = sign(unsigned, key("ours"));
    try (FileSystem zip = FileSystems.newFileSystem(signed)) {
      Files.delete(zip.getPath("a/B.class"));
    }
    assertRefused(signed, new Trust(Set.of(), Set.of()), "a/B.class is missing");
  }

  @Test
  void answersEveryMutationOfASignatureWithAClearRefusalOrNotAtAll() throws Exception {
    Path signed = sign(unsigned, key("ours"));
    Random random = new Random(20261122);
    for (int i = 0; i < MUTATIONS; i++) {
      Path mutant = Files.copy(signed, folder.resolve("mutant.jar"), REPLACE_EXISTING);
      try (FileSystem zip = FileSystems.newFileSystem(mutant)) {
        Path file = zip.getPath("META-INF", SIGNATURE_FILES.get(i % SIGNATURE_FILES.size()));
        byte[] bytes = Files.readAllBytes(file);
        for (int n = random.nextInt(3); n >= 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        Files.write(file, bytes);
      }
      try {
        check(mutant, new Trust(Set.of(), Set.of()));
      } catch (OrielException e) {
        assertThat(e.code()).isIn(ErrorCode.BUNDLE_INVALID, ErrorCode.BUNDLE_UNTRUSTED);
      }
    }
  }

  @Test
  void verifiesNoBombToItsEnd() throws Exception {
    KeyStore.PrivateKeyEntry ours = key("ours");
    Path bomb = TestJar.bundle("a", "1").entry("a", "0".repeat(1 << 20)).write(unsigned);
    try (Jar jar = Jar.read(sign(bomb, ours), folder, 1 << 20)) {
      assertThatThrownBy(() -> new Trust(Set.of(), Set.of()).check(jar, 1 << 19))
          .isInstanceOf(OrielException.class)
          .hasMessageContaining("unpacks to more");
    }
  }

  private void assertAllowed(Path file, Trust trust) {
    assertThatCode(() -> check(file, trust)).doesNotThrowAnyException();
  }

  private void assertRefused(Path file, Trust trust, String text) {
    assertThatThrownBy(() -> check(file, trust))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED))
        .hasMessageContaining(text);
  }

  private void check(Path file, Trust trust) throws OrielException {
    try (Jar jar = Jar.read(file, folder, 1 << 20)) {
      trust.check(jar);
    }
  }

  private static void change(Path jar, String entry) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath(entry), "other code");
    }
  }

  private Path sign(Path jar, KeyStore.PrivateKeyEntry key) throws Exception {
    Path signed = Files.createTempFile(folder, "signed", ".jar");
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(key).build().sign(in, out);
    }
    return signed;
  }

  /** By the JDK's own tool, because Java makes no certificates otherwise. */
  private KeyStore.PrivateKeyEntry key(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    return (KeyStore.PrivateKeyEntry)
        keys.getEntry(name, new KeyStore.PasswordProtection(PASSWORD));
  }
}

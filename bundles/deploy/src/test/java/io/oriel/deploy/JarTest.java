package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarTest {
  private static final long MAX_BYTES = 1 << 16;
  private static final int MUTATIONS = 1000;

  @TempDir Path folder;
  @TempDir Path scratch;

  @Test
  void readsNameVersionAndWhatItReplaces() throws Exception {
    Path file =
        TestJar.bundle("a.b;singleton:=false", "1.2.3.q")
            .header("Oriel-Replace", "c.d")
            .write(folder.resolve("x.jar"));
    try (Jar jar = Jar.read(file, scratch, MAX_BYTES)) {
      assertThat(jar.symbolicName()).isEqualTo("a.b");
      assertThat(jar.version()).hasToString("1.2.3.q");
      assertThat(jar.replaces()).containsExactly("a.b", "c.d");
      assertThat(jar.sha256()).isEqualTo(Sha256.hex(Files.readAllBytes(file)));
      assertThat(jar.copy()).hasSameBinaryContentAs(file);
    }
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertInvalid(Files.writeString(folder.resolve("text.jar"), "no zip"), "it is no jar");
    assertInvalid(Files.writeString(folder.resolve("empty.jar"), ""), "it is no jar, or not whole");
    assertInvalid(
        TestJar.plain().write(folder.resolve("plain.jar")),
        "no bundle, its manifest has no Bundle-");
    assertInvalid(
        TestJar.bundle("a", "1").header("Fragment-Host", "b").write(folder.resolve("fragment.jar")),
        "it is a fragment");
    assertInvalid(TestJar.bundle("a", "one").write(folder.resolve("version.jar")), "version.jar: ");
    assertInvalid(
        TestJar.bundle("a", "1")
            .header("Bundle-ManifestVersion", "1")
            .write(folder.resolve("v1.jar")),
        "Bundle-ManifestVersion is not 2");
    assertInvalid(
        TestJar.bundle("a", "1")
            .entry("io/oriel/api/error/Level.class", "")
            .write(folder.resolve("fat.jar")),
        "a second copy of io.oriel.api");
    assertInvalid(folder.resolve("absent.jar"), "absent.jar: ");
    byte[] large = new byte[(int) MAX_BYTES + 1];
    assertInvalid(Files.write(folder.resolve("large.jar"), large), "larger than 65536 bytes");
  }

  /** Deflated a thousandfold, and small by what the directory of the zip says. */
  @Test
  void refusesAManifestThatIsLargerThanItSays() throws Exception {
    Path file = folder.resolve("bomb.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      byte[] line = "A: b\n".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 32; i++) {
        zip.write(line);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int entry = directory.getInt(bytes.length - 6);
    directory.putInt(entry + 24, 100);
    Files.write(file, bytes);
    assertInvalid(file, "its manifest is larger than");
  }

  /** A jar on the class path of thousands of entries that have nothing in them, again and again. */
  @Test
  void searchesNoBombToItsEnd() throws Exception {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      for (int i = 0; i < 400; i++) {
        zip.putNextEntry(new ZipEntry("e" + i));
      }
    }
    Path file =
        TestJar.bundle("a", "1")
            .header("Bundle-ClassPath", "x.jar,".repeat(200) + ".")
            .entry("x.jar", inner.toByteArray())
            .write(folder.resolve("nested.jar"));
    assertInvalid(file, "unpack to more than can be searched");
  }

  @Test
  void refusesAManifestThatSaysOneThingTwice() throws Exception {
    Path file = folder.resolve("twice.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(
          "Manifest-Version: 1.0\r\nBundle-SymbolicName: a\r\n b\r\nbundle-symbolicname: c\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
    }
    assertInvalid(file, "bundle-symbolicname twice");
  }

  @Test
  void answersEveryMutationWithAClearRefusal() throws Exception {
    byte[] whole =
        Files.readAllBytes(
            TestJar.bundle("a", "1").entry("b", "text").write(folder.resolve("whole.jar")));
    Random random = new Random(20261122);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("mutant.jar"), bytes);
      try (Jar jar = Jar.read(file, scratch, MAX_BYTES)) {
        assertThat(jar.symbolicName()).isNotEmpty();
        new Trust(java.util.Set.of(), java.util.Set.of()).check(jar);
      } catch (OrielException e) {
        assertThat(e.code()).isIn(ErrorCode.BUNDLE_INVALID, ErrorCode.BUNDLE_UNTRUSTED);
      }
    }
    assertThat(scratch).isEmptyDirectory();
  }

  private void assertInvalid(Path file, String text) {
    assertThatThrownBy(() -> Jar.read(file, scratch, MAX_BYTES))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUNDLE_INVALID))
        .hasMessageContaining(text);
    assertThat(scratch).isEmptyDirectory();
  }
}

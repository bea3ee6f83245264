package io.oriel.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.ffmpeg.FfmpegNatives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Runs in a JVM that has the LGPL fragment alone. What is loaded stays loaded, hence the order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LgplLibrariesTest {
  private static final EncodeSpec SPEC = EncodeSpec.of(320, 180).build();

  @Test
  @Order(1)
  void aFolderThatCannotBeWrittenIsNamedWithTheRemedy() throws IOException {
    Path file = Files.createTempFile(Path.of("target"), "not-a-folder", "");
    assertThatThrownBy(() -> new OpenH264Provider(new FfmpegLibrary(file)).open(SPEC))
        .isInstanceOf(OrielException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cacheFolder");
  }

  @Test
  @Order(2)
  void librariesAreUnpackedOnceAndADamagedFileIsReplaced() throws Exception {
    Path cache = Files.createTempDirectory(Path.of("target"), "natives");
    Path folder = unpackInAnotherProcess(cache);
    Path damaged = folder.resolve("libdrm.so.2");
    long size = Files.size(damaged);
    var untouched = Files.getLastModifiedTime(folder.resolve("libavcodec.so.62"));

    assertThat(unpackInAnotherProcess(cache)).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(folder.resolve("libavcodec.so.62"))).isEqualTo(untouched);

    Files.write(damaged, new byte[] {1});
    Path replacement = unpackInAnotherProcess(cache);
    assertThat(replacement.resolve("libdrm.so.2")).hasSize(size);
    assertThat(replacement.resolve("libjnijavacpp.so")).exists();
    assertThat(folder).doesNotExist();
  }

  @Test
  @Order(3)
  void theSetHasOpenH264AndSaysWhereX264Is() throws OrielException {
    FfmpegLibrary library = new FfmpegLibrary(Path.of("target", "natives"));
    try (Encoder encoder = new OpenH264Provider(library).open(SPEC)) {
      assertThat(encoder.input().width()).isEqualTo(320);
    }
    assertThat(library.load().licence()).isEqualTo(FfmpegNatives.Licence.LGPL);
    assertThatThrownBy(() -> new X264Provider(library).open(SPEC))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE))
        .hasMessageContaining("libx264 is not in the FFmpeg libraries")
        .hasMessageContaining("io.oriel.ffmpeg.linux-x86_64-gpl");
  }

  private static Path unpackInAnotherProcess(Path cache) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LoadLibraries.class.getName(),
                cache.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String folder = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).isZero();
    return Path.of(folder);
  }
}

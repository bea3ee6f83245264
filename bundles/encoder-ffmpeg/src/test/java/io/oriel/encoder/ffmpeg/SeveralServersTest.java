package io.oriel.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with classes of their own in one process: in a JVM of their own, which may die of it. */
class SeveralServersTest {
  private static final String TOO_LARGE = " refuse: libopenh264 does not open: Invalid argument (";

  @TempDir Path folder;

  @Test
  void oneThatGoesLeavesTheOthersTheirLibrariesAndTheirMessages() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // The JDK holds classes of records softly.
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                SeveralServers.class.getName(),
                folder.resolve("shared").toString(),
                folder.resolve("other").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines().filter(line -> line.matches("(first|second|third) .*")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("first encode: keyframe"),
            line -> assertThat(line).startsWith("first" + TOO_LARGE),
            line -> assertThat(line).isEqualTo("first x264: opened"),
            line -> assertThat(line).isEqualTo("second encode: keyframe"),
            line -> assertThat(line).startsWith("second" + TOO_LARGE),
            line -> assertThat(line).isEqualTo("second x264: opened"),
            line -> assertThat(line).isEqualTo("second is gone"),
            line -> assertThat(line).isEqualTo("third encode: keyframe"),
            line -> assertThat(line).startsWith("third" + TOO_LARGE),
            line -> assertThat(line).startsWith("third x264: libx264 is not in the FFmpeg"),
            line -> assertThat(line).isEqualTo("third is gone"),
            line -> assertThat(line).isEqualTo("first encode: keyframe"),
            line -> assertThat(line).startsWith("first" + TOO_LARGE),
            line -> assertThat(line).isEqualTo("first x264: opened"));
  }
}

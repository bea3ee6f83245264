package io.oriel.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;
import io.oriel.ffmpeg.FfmpegNatives;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodersTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int IDR = 5;
  private static final int SPS = 7;
  private static final int PPS = 8;

  static final FfmpegLibrary LIBRARY = new FfmpegLibrary(Path.of("target", "natives"));

  static Stream<Named<EncoderProvider>> software() {
    return Stream.<Named<Function<FfmpegLibrary, EncoderProvider>>>of(
            Named.of("x264", X264Provider::new), Named.of("openh264", OpenH264Provider::new))
        .map(named -> Named.of(named.getName(), named.getPayload().apply(LIBRARY)));
  }

  @ParameterizedTest
  @MethodSource("software")
  void coloursSurviveAndTheirMeaningIsSignalled(EncoderProvider provider) throws OrielException {
    try (Arena arena = Arena.ofConfined();
        Encoder encoder = provider.open(spec());
        H264Decoder decoder = new H264Decoder()) {
      HostImage picture = Patches.blank(arena, encoder.input());
      Recording recording = new Recording();
      for (int i = 0; i < 30; i++) {
        Patches.paint(picture, i);
        assertThat(decoder.decode(recording.encode(encoder, picture, i == 0).data()))
            .as("picture %d comes out at once", i)
            .isTrue();
      }

      assertThat(decoder.context.color_range()).isEqualTo(AVCOL_RANGE_MPEG);
      assertThat(decoder.context.colorspace()).isEqualTo(AVCOL_SPC_BT709);
      assertThat(decoder.context.color_primaries()).isEqualTo(AVCOL_PRI_BT709);
      assertThat(decoder.context.color_trc()).isEqualTo(AVCOL_TRC_BT709);
      assertThat(decoder.frame.width()).isEqualTo(WIDTH);
      assertThat(decoder.frame.height()).isEqualTo(HEIGHT);
      for (int bar = 0; bar < 8; bar++) {
        int x = WIDTH / 16 + bar * WIDTH / 8;
        assertThat(decoder.sample(0, x, HEIGHT / 2)).isCloseTo(Patches.bar(bar, 0), within(3));
        assertThat(decoder.sample(1, x / 2, HEIGHT / 4)).isCloseTo(Patches.bar(bar, 1), within(3));
        assertThat(decoder.sample(2, x / 2, HEIGHT / 4)).isCloseTo(Patches.bar(bar, 2), within(3));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("software")
  void aKeyframeComesWhereItIsAskedForAndNowhereElse(EncoderProvider provider)
      throws OrielException {
    try (Arena arena = Arena.ofConfined();
        Encoder encoder = provider.open(spec());
        H264Decoder decoder = new H264Decoder()) {
      HostImage picture = Patches.blank(arena, encoder.input());
      Recording recording = new Recording();
      for (int i = 0; i < 80; i++) {
        Patches.paint(picture, i);
        Recording.Unit unit = recording.encode(encoder, picture, i == 40 || i == 41);
        boolean expected = i == 0 || i == 40 || i == 41;
        assertThat(unit.keyframe()).as("picture %d", i).isEqualTo(expected);
        if (expected) {
          assertThat(unit.nalTypes()).contains(SPS, PPS, IDR);
        } else {
          assertThat(unit.nalTypes()).doesNotContain(SPS, IDR);
        }
        decoder.decode(unit.data());
      }
      assertThat(decoder.frame.pict_type()).isEqualTo(AV_PICTURE_TYPE_P);
    }
  }

  @ParameterizedTest
  @MethodSource("software")
  void theStreamIsConstrainedBaseline(EncoderProvider provider) throws OrielException {
    try (Arena arena = Arena.ofConfined();
        Encoder encoder = provider.open(spec())) {
      HostImage picture = Patches.blank(arena, encoder.input());
      byte[] unit = new Recording().encode(encoder, picture, true).data();
      int sps = 0;
      while (unit[sps] != 0
          || unit[sps + 1] != 0
          || unit[sps + 2] != 1
          || (unit[sps + 3] & 31) != SPS) {
        sps++;
      }
      assertThat(unit[sps + 4]).as("profile_idc").isEqualTo((byte) 66);
      assertThat(unit[sps + 5] & 0x40).as("constraint_set1_flag").isNotZero();
    }
  }

  @ParameterizedTest
  @MethodSource("software")
  void theBitRateFollows(EncoderProvider provider) throws OrielException {
    try (Arena arena = Arena.ofConfined();
        Encoder encoder = provider.open(spec())) {
      HostImage[] noise = new HostImage[8];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = Patches.blank(arena, encoder.input());
        Noise.paint(noise[i], i);
      }
      Recording recording = new Recording();
      double fast = rate(encoder, noise, recording, 3_000_000);
      double slow = rate(encoder, noise, recording, 1_000_000);

      assertThat(fast).isBetween(1.5e6, 4.5e6);
      assertThat(slow).isBetween(0.5e6, 1.6e6);
    }
  }

  private static double rate(Encoder encoder, HostImage[] pictures, Recording out, int bits)
      throws OrielException {
    out.bitsPerSecond = bits;
    for (int i = 0; i < 30; i++) {
      out.encode(encoder, pictures[i % pictures.length], false);
    }
    long bytes = 0;
    for (int i = 0; i < 60; i++) {
      bytes += out.encode(encoder, pictures[i % pictures.length], false).data().length;
    }
    return bytes * 8.0;
  }

  @Test
  void eachEncoderNamesThePictureThatItWants() throws OrielException {
    try (Encoder x264 = new X264Provider(LIBRARY).open(spec());
        Encoder openH264 = new OpenH264Provider(LIBRARY).open(spec())) {
      assertThat(x264.input()).isEqualTo(ImageSpec.of(WIDTH, HEIGHT, PixelFormat.NV12));
      assertThat(openH264.input()).isEqualTo(ImageSpec.of(WIDTH, HEIGHT, PixelFormat.I420));
    }
  }

  @Test
  void aMachineWithoutNvencRefusesWithTheReason() {
    org.junit.jupiter.api.Assumptions.assumeFalse(
        java.nio.file.Files.exists(Path.of("/dev/nvidiactl")), "a machine without NVIDIA hardware");
    assertThatThrownBy(() -> new NvencProvider(LIBRARY).open(spec()))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE))
        .hasMessageContaining("h264_nvenc does not open")
        .hasMessageContaining("libcuda.so.1");
  }

  @Test
  void aPictureOfAnotherShapeIsRefused() throws OrielException {
    try (Arena arena = Arena.ofConfined();
        Encoder encoder = new X264Provider(LIBRARY).open(spec())) {
      HostImage other = Patches.blank(arena, ImageSpec.of(64, 64, PixelFormat.NV12));
      assertThatThrownBy(() -> new Recording().encode(encoder, other, false))
          .isInstanceOf(OrielException.class)
          .hasMessageContaining("64");
    }
  }

  @Test
  void theGplSetIsTakenWhereBothAreAttached() throws OrielException {
    assertThat(LIBRARY.load().licence()).isEqualTo(FfmpegNatives.Licence.GPL);
  }

  private static EncodeSpec spec() {
    return EncodeSpec.of(WIDTH, HEIGHT).framesPerSecond(60).bitsPerSecond(3_000_000).build();
  }
}

package io.oriel.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.video.EncodeOptions;
import io.oriel.api.video.EncodedSink;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;
import io.oriel.tck.FakeCheckupContext;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderCheckupTest {
  private static final EncoderProvider BROKEN =
      spec -> {
        throw new OrielException(ErrorCode.ENCODER_UNAVAILABLE, "no driver");
      };

  private final EncoderCheckup checkup = new EncoderCheckup();

  @Test
  void namesTheOneThatIsUsed() {
    add("broken", BROKEN);
    add("second", spec -> new Working(1));
    add("third", spec -> new Working(1));
    assertThat(examine("broken", "second", "third"))
        .extracting(Finding::detail)
        .containsExactly(
            "second encodes and is used", "third encodes too", "broken cannot be used: no driver");
  }

  @Test
  void isBadWhenNoneOpens() {
    add("broken", BROKEN);
    assertThat(examine("broken"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.BAD))
        .satisfies(finding -> assertThat(finding.detail()).contains("no driver"));
  }

  @Test
  void isBadWhenNoneOfTheWantedIsInstalled() {
    assertThat(examine("x264").getFirst().detail()).isEqualTo("none of [x264] is installed");
  }

  @Test
  void doesNotTrustAnEncoderThatMakesNothing() {
    add("silent", spec -> new Working(0));
    assertThat(examine("silent").getFirst().verdict()).isEqualTo(Verdict.BAD);
  }

  private void add(String name, EncoderProvider provider) {
    checkup.bindEncoder(
        provider, Map.of(EncoderProvider.ENCODER, name, EncoderProvider.CODEC, "H264"));
  }

  private List<Finding> examine(String... wanted) {
    return checkup.examine(
        new FakeCheckupContext(Map.of("io.oriel.video", Map.of("encoders", wanted))));
  }

  /** Makes so many bytes of each picture. */
  private record Working(int bytes) implements Encoder {
    @Override
    public ImageSpec input() {
      return ImageSpec.of(320, 192, PixelFormat.NV12);
    }

    @Override
    public void encode(Image picture, EncodeOptions options, EncodedSink out) {
      out.accept(MemorySegment.ofArray(new byte[bytes]), options.keyframe());
    }

    @Override
    public void close() {}
  }
}

package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.time.Clock;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConversionWarmUpTest {
  private static final ImageSpec OUTPUT = ImageSpec.of(4, 4, PixelFormat.BGRA8);

  private interface Conversing {
    void convert(AovData in, Image out) throws OrielException;
  }

  private static long warmUp(Clock clock, Conversing conversing) throws OrielException {
    Conversion conversion =
        new Conversion() {
          @Override
          public void convert(AovData in, Image out) throws OrielException {
            conversing.convert(in, out);
          }

          @Override
          public void close() {
            // Owns nothing.
          }
        };
    return ConversionWarmUp.run(
        conversion,
        AovLayout.of(Aovs.DEPTH, TensorLayout.dense(ElementType.F32, 4, 4, 1)),
        OUTPUT,
        clock);
  }

  private static void failing(ErrorCode failure) throws OrielException {
    warmUp(
        new VirtualClock(),
        (in, out) -> {
          throw new OrielException(failure, "of this input");
        });
  }

  @Test
  void blankInputMayBeCalledEmpty() {
    assertThatCode(() -> failing(ErrorCode.AOV_EMPTY)).doesNotThrowAnyException();
  }

  @Test
  void anyOtherFailureIsOne() {
    assertThatThrownBy(() -> failing(ErrorCode.CONVERSION_FAILED)).hasMessage("of this input");
  }

  @Test
  void aPictureThatIsNotWrittenToItsEndIsAFailureWhateverItsColours() {
    for (int word : new int[] {0, -1, 0x5A5A5A5A, 0xA5A5A5A5}) {
      assertThatCode(() -> warmUp(new VirtualClock(), (in, out) -> write(out, word, 4 * 4)))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> warmUp(new VirtualClock(), (in, out) -> write(out, word, 4 * 4 - 1)))
          .hasMessageContaining("pixel 3,3");
    }
  }

  @Test
  void aPictureThatIsDifferentEachTimeIsAsGood() {
    AtomicInteger word = new AtomicInteger();
    assertThatCode(() ->
            warmUp(new VirtualClock(), (in, out) -> write(out, word.incrementAndGet(), 4 * 4)))
        .doesNotThrowAnyException();
  }

  @Test
  void theFastestOfThreeTellsHowLongAConversionTakes() throws OrielException {
    VirtualClock clock = new VirtualClock();
    AtomicInteger calls = new AtomicInteger();
    long nanos =
        warmUp(
            clock,
            (in, out) -> {
              clock.jump(Duration.ofMillis(calls.incrementAndGet() == 2 ? 450 : 900));
              write(out, 0, 4 * 4);
            });
    assertThat(nanos).isEqualTo(Duration.ofMillis(450).toNanos());
  }

  private static void write(Image out, int word, int pixels) {
    for (int pixel = 0; pixel < pixels; pixel++) {
      long row = (long) pixel / 4 * OUTPUT.plane(0).pitchBytes();
      ((HostImage) out).segment().set(ValueLayout.JAVA_INT, row + pixel % 4 * 4L, word);
    }
  }
}

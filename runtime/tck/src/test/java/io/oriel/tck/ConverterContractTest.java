package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.tck.SampleConverter.SampleConversion;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample keeps the contract; each of those below breaks one rule, and that one fails. */
class ConverterContractTest {
  private static Supplier<AovConverter> part = SampleConverter::new;

  /** The contract of the sample in question. */
  static class Sample extends ConverterContract {
    private final AovConverter converter = part.get();

    @Override
    protected AovConverter converter() {
      return converter;
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(SampleConverter.LAYOUT);
    }

    @Override
    protected Optional<Golden> golden(AovLayout layout) {
      return Optional.of(
          new Golden(
              channels ->
                  (int) Math.round(channels[0] * 255) << 16
                      | (int) Math.round(channels[1] * 255) << 8
                      | (int) Math.round(channels[2] * 255),
              1));
    }

    @Override
    protected Duration patience() {
      return Duration.ofMillis(part.get() instanceof Hungry ? 300 : 60_000);
    }
  }

  private static Map<String, Supplier<AovConverter>> broken() {
    Map<String, Supplier<AovConverter>> broken = new TreeMap<>();
    broken.put("everyLayoutIsOpened", () -> ConverterContractTest::refuse);
    broken.put("everyPixelIsWritten", () -> with(() -> new TailMissing()));
    broken.put("nothingOutsideThePictureIsWritten", () -> with(() -> new WritingBehind()));
    broken.put("pitchesAreFollowed", () -> with(() -> new IgnoringPitches()));
    broken.put("theInputIsLeftAsItWas", () -> with(() -> new ChangingInput()));
    broken.put("theSameInputsGiveTheSamePictures", WithSerialNumber::new);
    broken.put("sessionsAreIndependent", () -> with(() -> new SharingState()));
    broken.put("sessionsConvertAtTheSameTime", OfOneThread::new);
    broken.put("aConversionMovesToAnotherThread", () -> with(() -> new Confined()));
    broken.put("blankInputIsNoFailure", () -> with(() -> new DividingByZero()));
    broken.put("noInputMakesItThrowAnythingElse", () -> with(() -> new ThrowingOnNaN()));
    broken.put("itGoesOnAfterAStrangeInput", () -> with(() -> new Offended()));
    broken.put("memoryElsewhereIsRefused", TakingEveryMemory::new);
    broken.put("whatIsNotTakenIsRefused", ThrowingOnOpen::new);
    broken.put("itMayBeClosedTwice", () -> with(() -> new ClosedOnce()));
    broken.put("theServiceOutlivesItsSessions", OfOneSession::new);
    broken.put("aFrameAllocatesNextToNothing", Hungry::new);
    broken.put("knownColorsAreMet", () -> with(() -> new OffAtOnePlace()));
    return broken;
  }

  static Stream<Map.Entry<String, Supplier<AovConverter>>> samples() {
    return broken().entrySet().stream();
  }

  @Test
  void theSampleKeepsEveryRule() {
    part = SampleConverter::new;
    assertThat(Broken.rules(Sample.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatBreaksARuleFailsThatRule(Map.Entry<String, Supplier<AovConverter>> sample) {
    part = sample.getValue();
    assertThat(Broken.rules(Sample.class)).containsExactly(sample.getKey());
  }

  @Test
  void everyRuleHasASampleThatBreaksIt() {
    assertThat(broken().keySet()).isEqualTo(Broken.allRules(ConverterContract.class));
  }

  private static Conversion refuse(ConversionRequest request) throws OrielException {
    throw new OrielException(ErrorCode.AOV_REFUSED, "nothing is taken");
  }

  private static AovConverter with(Supplier<Conversion> broken) {
    return request -> {
      new SampleConverter().open(request);
      return broken.get();
    };
  }

  /** Leaves out the end of a row of this length. */
  private static final class TailMissing extends SampleConversion {
    @Override
    void pixel(HostTensor from, HostImage to, int x, int y) {
      if (x != 126) {
        super.pixel(from, to, x, y);
      }
    }
  }

  private static final class WritingBehind extends SampleConversion {
    @Override
    public void convert(AovData in, Image out) throws OrielException {
      super.convert(in, out);
      HostImage image = (HostImage) out;
      image.segment().set(ValueLayout.JAVA_BYTE, image.spec().sizeBytes(), (byte) 1);
    }
  }

  private static final class IgnoringPitches extends SampleConversion {
    @Override
    int pitch(TensorLayout layout) {
      return layout.width() * 12;
    }
  }

  private static final class ChangingInput extends SampleConversion {
    @Override
    public void convert(AovData in, Image out) throws OrielException {
      super.convert(in, out);
      ((HostTensor) in.image()).segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 0x7f);
    }
  }

  /** Draws its serial number from the fourth frame on. */
  private static final class WithSerialNumber extends SampleConverter {
    private int opened;

    @Override
    public Conversion open(ConversionRequest request) throws OrielException {
      super.open(request);
      int serial = opened++;
      return new SampleConversion() {
        private int frames;

        @Override
        public void convert(AovData in, Image out) throws OrielException {
          super.convert(in, out);
          if (++frames > 3) {
            put((HostImage) out, 0, 0, serial, serial, serial);
          }
        }
      };
    }
  }

  /** From the second frame on the first pixel is that of whoever converted before. */
  private static final class SharingState extends SampleConversion {
    private static volatile int before;
    private boolean begun;

    @Override
    public void convert(AovData in, Image out) throws OrielException {
      super.convert(in, out);
      HostTensor input = (HostTensor) in.image();
      int now = input.segment().get(ValueLayout.JAVA_INT_UNALIGNED, 0) >> 8 & 0xff;
      if (begun) {
        put((HostImage) out, 0, 0, before, 0, 0);
      }
      begun = true;
      before = now;
    }
  }

  /** Works only where it was opened first. */
  private static final class OfOneThread extends SampleConverter {
    private Thread owner;

    @Override
    public synchronized Conversion open(ConversionRequest request) throws OrielException {
      super.open(request);
      if (owner == null) {
        owner = Thread.currentThread();
      }
      boolean works = owner == Thread.currentThread();
      return new SampleConversion() {
        @Override
        void pixel(HostTensor from, HostImage to, int x, int y) {
          if (works) {
            super.pixel(from, to, x, y);
          }
        }
      };
    }
  }

  private static final class Confined extends SampleConversion {
    private final Thread owner = Thread.currentThread();

    @Override
    public void convert(AovData in, Image out) throws OrielException {
      if (Thread.currentThread() != owner) {
        throw new WrongThreadException();
      }
      super.convert(in, out);
    }
  }

  private static final class DividingByZero extends SampleConversion {
    @Override
    public void convert(AovData in, Image out) throws OrielException {
      HostTensor input = (HostTensor) in.image();
      int sum = 0;
      for (long at = 0; at < input.layout().sizeBytes(); at++) {
        sum |= input.segment().get(ValueLayout.JAVA_BYTE, at);
      }
      if (sum == 0) {
        throw new ArithmeticException("nothing to scale by");
      }
      super.convert(in, out);
    }
  }

  private static boolean strange(AovData in) {
    HostTensor input = (HostTensor) in.image();
    for (int y = 0; y < input.layout().height(); y++) {
      long row = (long) y * input.layout().pitchBytes();
      for (int n = 0; n < input.layout().width() * 3; n++) {
        if (Float.isNaN(input.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, row + n * 4L))) {
          return true;
        }
      }
    }
    return false;
  }

  private static final class ThrowingOnNaN extends SampleConversion {
    @Override
    public void convert(AovData in, Image out) throws OrielException {
      if (strange(in)) {
        throw new IllegalArgumentException("not a number");
      }
      super.convert(in, out);
    }
  }

  private static final class Offended extends SampleConversion {
    private boolean offended;

    @Override
    public void convert(AovData in, Image out) throws OrielException {
      offended |= strange(in);
      if (offended) {
        throw new OrielException(ErrorCode.CONVERSION_FAILED, "not with me");
      }
      super.convert(in, out);
    }
  }

  private static final class TakingEveryMemory extends SampleConverter {
    @Override
    public Conversion open(ConversionRequest request) throws OrielException {
      return super.open(ConversionRequest.of(request.input(), request.output()).build());
    }
  }

  private static final class ThrowingOnOpen extends SampleConverter {
    @Override
    public Conversion open(ConversionRequest request) throws OrielException {
      if (request.input().image().channels() == 2) {
        throw new IllegalArgumentException("two channels");
      }
      return super.open(request);
    }
  }

  private static final class ClosedOnce extends SampleConversion {
    private boolean closed;

    @Override
    public void close() {
      if (closed) {
        closed = false;
        throw new IllegalStateException("closed already");
      }
      closed = true;
    }
  }

  private static final class OfOneSession extends SampleConverter {
    private boolean closed;

    @Override
    public Conversion open(ConversionRequest request) throws OrielException {
      super.open(request);
      if (closed) {
        throw new OrielException(ErrorCode.AOV_REFUSED, "it was closed");
      }
      return new SampleConversion() {
        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  private static final class Hungry extends SampleConverter {
    private static byte[] waste = {};

    @Override
    public Conversion open(ConversionRequest request) throws OrielException {
      super.open(request);
      return new SampleConversion() {
        @Override
        public void convert(AovData in, Image out) throws OrielException {
          waste = new byte[100_000];
          super.convert(in, out);
        }
      };
    }
  }

  private static final class OffAtOnePlace extends SampleConversion {
    @Override
    void pixel(HostTensor from, HostImage to, int x, int y) {
      super.pixel(from, to, x, y);
      if (x == 3) {
        put(to, x, y, 1, 2, 3);
      }
    }
  }
}

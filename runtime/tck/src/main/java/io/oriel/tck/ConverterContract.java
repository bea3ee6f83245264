package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.aov.ToneMapping;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.tck.ConversionTrial.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/**
 * What {@link AovConverter} and {@link Conversion} ask of a converter on the host.
 *
 * <p>The input is made by arithmetic: where x, y and c are column, row and channel and s the number
 * of the picture, the element is {@code n = (7x + 13y + 29c + 31s) mod 97}, plus 1, as u8 and as
 * u32; a float is (n + 1) / 98, and so are the bits of depths, distances and normals in u32. Beside
 * it there are blank, random and non-finite inputs.
 */
public abstract class ConverterContract {
  private static final List<Shape> SIZES =
      List.of(
          Shape.plain(1, 1),
          Shape.plain(1, 3),
          Shape.plain(2, 1),
          Shape.plain(17, 5),
          Shape.plain(64, 3),
          Shape.plain(127, 9));

  private static final Shape ORDINARY = Shape.plain(37, 11);
  private static final Shape PADDED = new Shape(37, 11, 5, 128, 20);
  private static final int FRAMES = 50;
  private static final long MOST_BYTES_A_FRAME = 4096;
  private static final int THREADS = 4;
  private static final int ROUNDS = 20;

  /** The converter, the same or a new one each time. */
  protected abstract AovConverter converter();

  /** One of each kind that it takes; the contract chooses sizes and pitches itself. */
  protected abstract List<AovLayout> layouts();

  /** Parameters that come with an input, see {@link io.oriel.api.aov.AovData#parameters}. */
  protected Map<String, Object> parameters(AovLayout layout) {
    return Map.of();
  }

  /** The colours that the input has in the picture, if they are known. */
  protected Optional<Golden> golden(AovLayout layout) {
    return Golden.known(layout);
  }

  /** By how many steps a channel may differ between two conversions of the same input. */
  protected int tolerance() {
    return 0;
  }

  /** How long the compiler may take until a conversion allocates nothing. */
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  private ConversionTrial trial(AovLayout kind, Shape shape) throws OrielException {
    return new ConversionTrial(converter(), kind, parameters(kind), shape);
  }

  private void assertAlike(byte[] actual, byte[] expected, AovLayout kind, String what) {
    assertThat(ConversionTrial.alike(actual, expected, tolerance()))
        .as("%s: %s", kind, what)
        .isTrue();
  }

  /** A converter opens a conversion for each layout that it says it takes. */
  @Test
  public final void everyLayoutIsOpened() {
    AovConverter converter = converter();
    List<Conversion> opened = new ArrayList<>();
    for (AovLayout kind : layouts()) {
      try {
        opened.add(converter.open(request(kind, 64, 32).build()));
      } catch (OrielException e) {
        fail(kind + " is refused: " + e.getMessage(), e);
      }
    }
    assertThat(opened).as("layouts").isNotEmpty();
    opened.forEach(Conversion::close);
  }

  private static ConversionRequest.Builder request(AovLayout kind, int width, int height) {
    TensorLayout image =
        TensorLayout.dense(kind.image().type(), width, height, kind.image().channels());
    return ConversionRequest.of(
        new AovLayout(kind.aov(), image, kind.others()),
        ImageSpec.of(width, height, PixelFormat.BGRA8));
  }

  /** Every byte of every pixel is written, whatever the size. */
  @Test
  public final void everyPixelIsWritten() throws OrielException {
    for (AovLayout kind : layouts()) {
      for (Shape size : SIZES) {
        try (ConversionTrial one = trial(kind, size);
            ConversionTrial other = trial(kind, size)) {
          byte[] onDark = one.paint((byte) 0).picture(0);
          byte[] onLight = other.paint((byte) 0xff).picture(0);
          assertAlike(onLight, onDark, kind, size + " shows what was there before");
        }
      }
    }
  }

  /** Memory before and behind the picture is not written. */
  @Test
  public final void nothingOutsideThePictureIsWritten() throws OrielException {
    for (AovLayout kind : layouts()) {
      for (Shape shape : List.of(ORDINARY, PADDED)) {
        try (ConversionTrial trial = trial(kind, shape)) {
          trial.ordinary(0).convert();
          assertThat(trial.writtenOutside(ConversionTrial.UNTOUCHED))
              .as("%s %s: byte written outside the picture", kind, shape)
              .isEqualTo(-1);
        }
      }
    }
  }

  /** Rows begin where the pitches say, and what lies between the rows of the input is not seen. */
  @Test
  public final void pitchesAreFollowed() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial plain = trial(kind, ORDINARY);
          ConversionTrial padded = trial(kind, PADDED)) {
        padded.flood((byte) 0xff);
        assertAlike(padded.picture(0), plain.picture(0), kind, "padding changes the picture");
      }
    }
  }

  /** The input is read-only. */
  @Test
  public final void theInputIsLeftAsItWas() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial trial = trial(kind, ORDINARY)) {
        byte[] before = trial.ordinary(0).inputBytes();
        trial.convert();
        assertThat(trial.inputBytes()).as("input of %s", kind).isEqualTo(before);
      }
    }
  }

  /** What is seen depends on nothing but the pictures of the stream so far. */
  @Test
  public final void theSameInputsGiveTheSamePictures() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial one = trial(kind, ORDINARY);
          ConversionTrial other = trial(kind, ORDINARY)) {
        List<byte[]> expected = pictures(one);
        List<byte[]> actual = pictures(other);
        for (int frame = 0; frame < expected.size(); frame++) {
          assertAlike(actual.get(frame), expected.get(frame), kind, "frame " + frame);
        }
      }
    }
  }

  private static List<byte[]> pictures(ConversionTrial trial) throws OrielException {
    List<byte[]> pictures = new ArrayList<>();
    for (int seed = 0; seed < 6; seed++) {
      pictures.add(trial.picture(seed));
    }
    return pictures;
  }

  /** What one stream converts is not seen in another. */
  @Test
  public final void sessionsAreIndependent() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial alone = trial(kind, ORDINARY);
          ConversionTrial first = trial(kind, ORDINARY);
          ConversionTrial second = trial(kind, ORDINARY)) {
        alone.picture(1);
        byte[] expected = alone.picture(1);
        first.picture(1);
        second.picture(40);
        assertAlike(first.picture(1), expected, kind, "another session shows through");
      }
    }
  }

  /** Streams convert at the same time, each on the thread of its own. */
  @Test
  public final void sessionsConvertAtTheSameTime() throws Exception {
    for (AovLayout kind : layouts()) {
      byte[] expected = firstPicture(kind);
      CyclicBarrier start = new CyclicBarrier(THREADS);
      Callable<Boolean> stream =
          () -> {
            boolean alike = true;
            for (int round = 0; round < ROUNDS; round++) {
              start.await();
              alike &= ConversionTrial.alike(firstPicture(kind), expected, tolerance());
            }
            return alike;
          };
      assertThat(AtOnce.call(THREADS, stream)).as("pictures of %s", kind).containsOnly(true);
    }
  }

  private byte[] firstPicture(AovLayout kind) throws OrielException {
    try (ConversionTrial trial = trial(kind, ORDINARY)) {
      return trial.picture(3);
    }
  }

  /** A conversion is warmed up where it was opened and then used by the render thread. */
  @Test
  public final void aConversionMovesToAnotherThread() throws Exception {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial here = trial(kind, ORDINARY);
          ConversionTrial moved = trial(kind, ORDINARY)) {
        here.picture(0);
        byte[] expected = here.picture(1);
        moved.picture(0);
        List<byte[]> there = AtOnce.call(1, () -> moved.picture(1));
        assertAlike(there.getFirst(), expected, kind, "on another thread");
      }
    }
  }

  /** A blank input is converted, or refused as {@link ErrorCode#AOV_EMPTY}; it warms up. */
  @Test
  public final void blankInputIsNoFailure() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial trial = trial(kind, ORDINARY)) {
        trial.flood((byte) 0).convert();
      } catch (OrielException e) {
        assertThat(e.code()).as("%s: %s", kind, e.getMessage()).isEqualTo(ErrorCode.AOV_EMPTY);
      }
    }
  }

  /** Not-a-numbers, infinities and random bits are converted or refused, and nothing else. */
  @Test
  public final void noInputMakesItThrowAnythingElse() throws OrielException {
    for (AovLayout kind : layouts()) {
      for (long seed = 1; seed <= 10; seed++) {
        try (ConversionTrial trial = trial(kind, PADDED)) {
          tryStrange(trial, seed);
        }
      }
    }
  }

  private static void tryStrange(ConversionTrial trial, long seed) {
    try {
      trial.strange(seed).convert();
    } catch (OrielException refused) {
      assertThat(refused.getMessage()).as("reason of seed %d", seed).isNotBlank();
    } catch (RuntimeException | Error e) {
      fail(trial.kind + ", seed " + seed, e);
    }
  }

  /** After whatever input the next ordinary one is converted. */
  @Test
  public final void itGoesOnAfterAStrangeInput() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial trial = trial(kind, ORDINARY)) {
        try {
          trial.strange(1).convert();
        } catch (OrielException | RuntimeException passedOver) {
          // Whether it may is another rule.
        }
        trial.ordinary(0);
        try {
          trial.convert();
        } catch (OrielException | RuntimeException e) {
          fail(kind + " is not converted any more", e);
        }
      }
    }
  }

  /** Memory that no converter knows is refused with {@link ErrorCode#AOV_REFUSED} and why. */
  @Test
  public final void memoryElsewhereIsRefused() {
    for (AovLayout kind : layouts()) {
      ConversionRequest elsewhere =
          request(kind, 64, 32).placement(new Placement("nowhere", 7)).build();
      assertThat(opens(elsewhere)).as("%s in memory of kind nowhere is taken", kind).isFalse();
    }
  }

  /** Whatever is asked for is opened, or refused with {@link ErrorCode#AOV_REFUSED} and why. */
  @Test
  public final void whatIsNotTakenIsRefused() {
    for (AovLayout kind : layouts()) {
      for (ElementType type : ElementType.values()) {
        for (int channels = 1; channels <= 4; channels++) {
          AovLayout other = AovLayout.of(kind.aov(), TensorLayout.dense(type, 8, 8, channels));
          opens(request(other, 8, 8).build());
        }
      }
      for (ToneMapping tone : ToneMapping.values()) {
        opens(request(kind, 8, 8).toneMapping(tone).exposure(-9).build());
      }
      for (PixelFormat format : PixelFormat.values()) {
        opens(ConversionRequest.of(kind, ImageSpec.of(9, 9, format)).build());
      }
    }
  }

  /** True if it is opened, false if it is refused as it should be. */
  private boolean opens(ConversionRequest request) {
    try {
      converter().open(request).close();
      return true;
    } catch (OrielException refused) {
      assertThat(refused.code()).as(refused.getMessage()).isEqualTo(ErrorCode.AOV_REFUSED);
      assertThat(refused.getMessage()).isNotBlank().isNotEqualTo(ErrorCode.AOV_REFUSED.cause());
      return false;
    } catch (RuntimeException | Error e) {
      return fail(request.input() + " to " + request.output() + " is not refused", e);
    }
  }

  /** Closing what is closed does nothing. */
  @Test
  public final void itMayBeClosedTwice() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial trial = trial(kind, ORDINARY)) {
        trial.conversion.close();
      }
    }
  }

  /** A service is stateless: what one stream closes another can open again. */
  @Test
  public final void theServiceOutlivesItsSessions() throws OrielException {
    for (AovLayout kind : layouts()) {
      AovConverter converter = converter();
      new ConversionTrial(converter, kind, parameters(kind), ORDINARY).close();
      try {
        converter.open(request(kind, 37, 11).build()).close();
      } catch (OrielException e) {
        fail(kind + " is not opened again", e);
      }
    }
  }

  /** A frame allocates next to nothing on the heap, once it is compiled. */
  @Test
  public final void aFrameAllocatesNextToNothing() throws OrielException {
    for (AovLayout kind : layouts()) {
      try (ConversionTrial trial = trial(kind, ORDINARY)) {
        trial.ordinary(0);
        Allocation.awaitLess(patience(), FRAMES, MOST_BYTES_A_FRAME, trial::convert);
      }
    }
  }

  /** Where the colours are known, the picture has them. */
  @Test
  public final void knownColorsAreMet() throws OrielException {
    for (AovLayout kind : layouts()) {
      Optional<Golden> golden = golden(kind);
      if (golden.isPresent()) {
        try (ConversionTrial trial = trial(kind, ORDINARY)) {
          byte[] picture = trial.picture(0);
          for (int y = 0; y < ORDINARY.height(); y++) {
            for (int x = 0; x < ORDINARY.width(); x++) {
              assertColor(trial, picture, golden.get(), x, y);
            }
          }
        }
      }
    }
  }

  private static void assertColor(
      ConversionTrial trial, byte[] picture, Golden golden, int x, int y) {
    int expected = golden.color().applyAsInt(Inputs.channels(trial.input, x, y));
    int at = (y * ORDINARY.width() + x) * 4;
    for (int channel = 0; channel < 3; channel++) {
      int actual = picture[at + channel] & 0xff;
      int wanted = expected >> 8 * channel & 0xff;
      if (Math.abs(actual - wanted) > golden.tolerance()) {
        fail(
            "%s: %s of pixel %d, %d is %d and should be %d"
                .formatted(
                    trial.kind,
                    List.of("blue", "green", "red").get(channel),
                    x,
                    y,
                    actual,
                    wanted));
      }
    }
  }
}

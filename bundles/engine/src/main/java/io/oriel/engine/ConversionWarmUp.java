package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.time.Clock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs a conversion on blank input until it is compiled, so that its first real frame is not late;
 * vector code costs hundreds of milliseconds before that. What is seen by then of a bad converter
 * is found before anybody sees a picture of it.
 */
final class ConversionWarmUp {
  private static final int MAX_ROUNDS = 30;

  /** As many as it takes to tell a slow converter from a cold one. */
  private static final int MIN_ROUNDS = 3;

  private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long FAST_ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int PIXEL_BYTES = 4;

  /** A grey that is in every byte of a pixel, and no common colour. */
  private static final byte GROUND = 0x5A;

  private ConversionWarmUp() {}

  /**
   * Returns how long its fastest conversion took, nanoseconds.
   *
   * @throws OrielException if it fails, or leaves a part of the picture as it was
   */
  static long run(Conversion conversion, AovLayout layout, ImageSpec output, Clock clock)
      throws OrielException {
    try (Arena arena = Arena.ofShared()) {
      AovData input = blank(arena, layout);
      HostImage image = image(arena, output);
      long begin = clock.nanos();
      long before = begin;
      long fastest = Long.MAX_VALUE;
      for (int round = 1; round <= MAX_ROUNDS; round++) {
        convert(conversion, input, image);
        long now = clock.nanos();
        long took = now - before;
        fastest = Math.min(fastest, took);
        if (took < FAST_ENOUGH_NANOS || round >= MIN_ROUNDS && now - begin > BUDGET_NANOS) {
          break;
        }
        before = now;
      }
      checkWritten(conversion, input, image, image(arena, output));
      return fastest;
    }
  }

  /**
   * Whatever a conversion draws on different grounds, a ground that still shows was not drawn on.
   */
  private static void checkWritten(
      Conversion conversion, AovData input, HostImage one, HostImage other) throws OrielException {
    one.segment().fill(GROUND);
    other.segment().fill((byte) ~GROUND);
    if (!convert(conversion, input, one) || !convert(conversion, input, other)) {
      return;
    }
    ImageSpec spec = one.spec();
    for (int y = 0; y < spec.height(); y++) {
      long from = (long) y * spec.plane(0).pitchBytes();
      long end = from + spec.width() * PIXEL_BYTES;
      long at = from;
      while (at < end) {
        long same = MemorySegment.mismatch(one.segment(), at, end, other.segment(), at, end);
        if (same < 0) {
          break;
        }
        at += same / PIXEL_BYTES * PIXEL_BYTES;
        if (one.segment().get(ValueLayout.JAVA_INT_UNALIGNED, at) == GROUND * 0x01010101
            && other.segment().get(ValueLayout.JAVA_INT_UNALIGNED, at) == ~(GROUND * 0x01010101)) {
          throw new OrielException(
              ErrorCode.CONVERSION_FAILED,
              "the converter does not write pixel " + (at - from) / PIXEL_BYTES + "," + y);
        }
        at += PIXEL_BYTES;
      }
    }
  }

  private static HostImage image(Arena arena, ImageSpec spec) {
    return new HostImage(spec, arena.allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
  }

  /** False if it says that there is nothing to draw: blank input may well be called empty. */
  private static boolean convert(Conversion conversion, AovData input, HostImage image)
      throws OrielException {
    try {
      conversion.convert(input, image);
      return true;
    } catch (OrielException e) {
      if (e.code() != ErrorCode.AOV_EMPTY) {
        throw e;
      }
      return false;
    }
  }

  private static AovData blank(Arena arena, AovLayout layout) {
    HostTensor image = blank(arena, layout.image());
    Map<String, Tensor> others =
        layout.others().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> blank(arena, e.getValue())));
    return new AovData() {
      @Override
      public Tensor image() {
        return image;
      }

      @Override
      public Optional<Tensor> other(String name) {
        return Optional.ofNullable(others.get(name));
      }
    };
  }

  private static HostTensor blank(Arena arena, TensorLayout layout) {
    return new HostTensor(layout, arena.allocate(Math.max(layout.sizeBytes(), 1), 64));
  }
}

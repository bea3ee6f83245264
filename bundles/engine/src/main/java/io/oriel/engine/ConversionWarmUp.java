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
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs a conversion on blank input until it is compiled, so that its first real frame is not late;
 * vector code costs hundreds of milliseconds before that.
 */
final class ConversionWarmUp {
  private static final int MAX_ROUNDS = 30;
  private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long FAST_ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private ConversionWarmUp() {}

  static void run(Conversion conversion, AovLayout layout, ImageSpec output) throws OrielException {
    try (Arena arena = Arena.ofShared()) {
      AovData input = blank(arena, layout);
      HostImage image =
          new HostImage(output, arena.allocate(output.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
      long begin = System.nanoTime();
      long before = begin;
      for (int round = 0; round < MAX_ROUNDS; round++) {
        convert(conversion, input, image);
        long now = System.nanoTime();
        if (now - before < FAST_ENOUGH_NANOS || now - begin > BUDGET_NANOS) {
          return;
        }
        before = now;
      }
    }
  }

  private static void convert(Conversion conversion, AovData input, HostImage image)
      throws OrielException {
    try {
      conversion.convert(input, image);
    } catch (OrielException e) {
      // Blank input may well be called empty.
      if (e.code() != ErrorCode.AOV_EMPTY) {
        throw e;
      }
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

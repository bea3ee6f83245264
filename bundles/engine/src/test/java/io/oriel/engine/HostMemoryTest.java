package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostMemoryTest {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;

  @ParameterizedTest
  @CsvSource({"BGRA8, 20, 0", "RGBA8, 20, 0", "NV12, 5, 6", "I420, 5, 3"})
  void aDownloadCopiesThePixelsAndNothingBehindThem(PixelFormat format, int first, int others)
      throws Exception {
    ImageSpec spec = ImageSpec.of(WIDTH, HEIGHT, format);
    try (Arena arena = Arena.ofConfined()) {
      HostImage from = new HostImage(spec, filled(arena, spec, 1));
      HostImage to = new HostImage(spec, filled(arena, spec, 2));
      new HostMemory().download(from, to);
      for (Plane plane : spec.planes()) {
        int rowBytes = plane.offsetBytes() == 0 ? first : others;
        for (long at = plane.offsetBytes(); at < plane.endBytes(); at++) {
          boolean pixel = (at - plane.offsetBytes()) % plane.pitchBytes() < rowBytes;
          assertThat(to.segment().get(ValueLayout.JAVA_BYTE, at))
              .as("%s at %d", plane, at)
              .isEqualTo((byte) (pixel ? 1 : 2));
        }
      }
    }
  }

  private static MemorySegment filled(Arena arena, ImageSpec spec, int value) {
    return arena.allocate(spec.sizeBytes()).fill((byte) value);
  }
}

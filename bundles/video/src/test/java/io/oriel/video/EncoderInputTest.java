package io.oriel.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.metrics.CounterSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pictures on their way to an encoder that takes them as they are. */
class EncoderInputTest {
  private static final ImageSpec SPEC = ImageSpec.of(64, 36, PixelFormat.BGRA8);

  @Test
  void anEncoderGetsRowsWhereItExpectsThemWhereverAHostHasThem() throws Exception {
    try (Arena arena = Arena.ofConfined();
        EncoderInput input =
            new EncoderInput(SPEC, new CounterSet<>(VideoCounter.class, Map.of()))) {
      MemorySegment memory = arena.allocate(SPEC.sizeBytes() + 64, 64);
      memory.fill((byte) 7);
      HostImage aligned = new HostImage(SPEC, memory);
      HostImage unaligned = new HostImage(SPEC, memory.asSlice(4));
      assertThat(input.picture(frame(aligned, 0))).isSameAs(aligned);
      HostImage copied = (HostImage) input.picture(frame(unaligned, 1));
      assertThat(copied.segment().address() % ImageSpec.ROW_ALIGNMENT_BYTES).isZero();
      assertThat(copied.segment().get(ValueLayout.JAVA_BYTE, SPEC.sizeBytes() - 1))
          .isEqualTo((byte) 7);
    }
  }

  private static FakeStream.FakeFrame frame(HostImage image, long sequence) {
    return new FakeStream.FakeFrame(
        image, 1, sequence, sequence, false, false, new AtomicInteger(1));
  }
}

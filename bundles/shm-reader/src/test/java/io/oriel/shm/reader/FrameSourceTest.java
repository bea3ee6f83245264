package io.oriel.shm.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameSourceTest {
  private final RegionHeader header = RegionHeader.of(2, 3, 16, 4, 1);
  private final MemorySegment memory = Arena.ofAuto().allocate(header.sizeBytes(), 64);
  private final Region region = new Region(memory, header);
  private final FrameSource source = new FrameSource(region);

  FrameSourceTest() {
    header.write(memory);
  }

  @Test
  void givesTheNewestFrameOnce() {
    assertThat(source.newest()).isEmpty();
    publish(1, 1);
    publish(2, 2);
    final ShmFrame frame = source.newest().orElseThrow();
    assertThat(frame.sequence()).isEqualTo(2);
    assertThat(frame.width()).isEqualTo(15);
    assertThat(frame.height()).isEqualTo(4);
    assertThat(frame.pitchBytes()).isEqualTo(64);
    assertThat(frame.captureTimeNanos()).isEqualTo(200);
    assertThat(frame.pixels().byteSize()).isEqualTo(64 * 4);
    assertThat(frame.pixels().isReadOnly()).isTrue();
    assertThat(frame.pixels().get(ValueLayout.JAVA_BYTE, 255)).isEqualTo((byte) 2);
    assertThat(source.newest()).isEmpty();
  }

  @Test
  void saysThatAFrameIsOverwritten() {
    publish(1, 1);
    final ShmFrame frame = source.newest().orElseThrow();
    assertThat(frame.valid()).isTrue();
    region.beginWrite(1);
    assertThat(frame.valid()).isFalse();
    publish(1, 4);
    assertThat(frame.valid()).isFalse();
  }

  @Test
  void doesNotTakeASlotThatIsWrittenForAFrame() {
    publish(1, 1);
    region.beginWrite(1);
    assertThat(source.newest()).isEmpty();
  }

  @Test
  void goesOnAfterARegionWasOverwrittenAndMended() {
    publish(1, 10);
    assertThat(source.newest()).isPresent();
    memory.set(ValueLayout.JAVA_LONG, 40, -1);
    assertThat(source.newest()).isEmpty();
    publish(2, 11);
    assertThat(source.newest()).map(ShmFrame::sequence).contains(11L);
  }

  /** A frame is never larger than its slot, whatever the region says. */
  @Test
  void trustsNothingOfSlotsOfGarbage() {
    final Random random = new Random(3);
    int frames = 0;
    for (int round = 0; round < 100_000; round++) {
      publish(round % 3, round + 1);
      for (int i = 0; i <= random.nextInt(3); i++) {
        final long slot = header.slotAt(random.nextInt(3));
        final long at =
            random.nextBoolean() ? 40 + random.nextInt(4) * 4 : slot + random.nextInt(8) * 4;
        memory.set(ValueLayout.JAVA_INT, at, random.nextInt() >>> random.nextInt(32));
      }
      final Optional<ShmFrame> frame = source.newest();
      if (frame.isPresent()) {
        frames++;
        assertThat(frame.get().pixels().byteSize()).isLessThanOrEqualTo(64 * 4);
        assertThat(frame.get().pitchBytes()).isGreaterThanOrEqualTo(frame.get().width() * 4);
      }
    }
    assertThat(frames).isPositive();
  }

  private void publish(int slot, long sequence) {
    region.beginWrite(slot);
    region.pixels(slot).fill((byte) sequence);
    region.publish(slot, sequence, 100 * sequence, 15, 4, 64);
  }
}

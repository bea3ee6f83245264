package io.oriel.shm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionHeaderTest {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment memory = Arena.ofAuto().allocate(RegionHeader.BYTES, 8);

  @Test
  void liesInMemoryAsOvstreamLaysItOut() {
    RegionHeader.of(2, 3, 1900, 1080, 4711).write(memory);
    assertThat(memory.asSlice(0, 4).toArray(ValueLayout.JAVA_BYTE)).asString().isEqualTo("OVSM");
    assertThat(memory.get(INT, 4)).as("version").isEqualTo(2);
    assertThat(memory.get(INT, 8)).as("BGRA8").isEqualTo(1);
    assertThat(memory.get(INT, 12)).as("slots").isEqualTo(3);
    assertThat(memory.get(INT, 16)).as("width").isEqualTo(1900);
    assertThat(memory.get(INT, 20)).as("height").isEqualTo(1080);
    assertThat(memory.get(INT, 24)).as("pitch").isEqualTo(7616).isEqualTo(119 * 64);
    assertThat(memory.get(INT, 28)).as("stride").isEqualTo(64 + 7616 * 1080);
    assertThat(memory.get(LONG, 32)).as("slots begin").isEqualTo(128);
    assertThat(memory.get(INT, 56)).as("pid").isEqualTo(4711);
  }

  @Test
  void versionOneNamesNoProcess() throws IOException {
    final RegionHeader written = RegionHeader.of(1, 8, 64, 64, 4711);
    written.write(memory);
    assertThat(memory.get(INT, 56)).isZero();
    assertThat(RegionHeader.read(memory, written.sizeBytes())).isEqualTo(written);
  }

  @Test
  void aSlotThatTheFormatCannotDescribeIsRefused() {
    assertThatThrownBy(() -> RegionHeader.of(2, 2, 32_768, 32_768, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatDoesNotFitItsFile() throws IOException {
    final RegionHeader written = RegionHeader.of(2, 3, 640, 360, 1);
    written.write(memory);
    final long bytes = written.sizeBytes();
    assertThat(RegionHeader.read(memory, bytes)).isEqualTo(written);
    assertThatThrownBy(() -> RegionHeader.read(memory, bytes - 1)).hasMessageContaining("beyond");
    refuses(0, 0, "no region");
    refuses(4, 3, "version 3");
    refuses(8, 2, "BGRA8");
    refuses(12, 1, "1 slots");
    refuses(12, 9, "9 slots");
    refuses(16, 0, "0x360");
    refuses(20, -1, "640x-1");
    refuses(24, 640 * 4 - 1, "too short");
    refuses(28, 64, "too small");
    refuses(32, 64, "begin nowhere");
    refuses(36, 1, "begin nowhere");
  }

  private void refuses(int at, int value, String why) throws IOException {
    final int before = memory.get(INT, at);
    memory.set(INT, at, value);
    assertThatThrownBy(() -> RegionHeader.read(memory, 1 << 24))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
    memory.set(INT, at, before);
  }

  /** Whatever is accepted keeps every slot within the file. */
  @Test
  void trustsNothingOfARegionOfGarbage() throws IOException {
    final Random random = new Random(11);
    int accepted = 0;
    for (int round = 0; round < 200_000; round++) {
      final RegionHeader good =
          RegionHeader.of(1 + random.nextInt(2), 2 + random.nextInt(7), 64, 48, 1);
      good.write(memory);
      for (int i = 0; i <= random.nextInt(3); i++) {
        final int at = random.nextInt(RegionHeader.BYTES / 4) * 4;
        memory.set(INT, at, random.nextInt() >>> random.nextInt(32));
      }
      final long bytes = good.sizeBytes() + random.nextInt(3) - 1;
      try {
        final RegionHeader read = RegionHeader.read(memory, bytes);
        accepted++;
        for (int slot = 0; slot < read.slotCount(); slot++) {
          final long end = read.slotAt(slot) + 64 + (long) read.maxPitchBytes() * read.maxHeight();
          assertThat(read.slotAt(slot)).isBetween(128L, bytes);
          assertThat(end).isLessThanOrEqualTo(bytes);
        }
      } catch (IOException refused) {
        assertThat(refused).hasMessageContaining("not usable");
      }
    }
    assertThat(accepted).isPositive();
    assertThatCode(() -> RegionHeader.of(2, 3, 64, 48, 1).write(memory)).doesNotThrowAnyException();
  }
}

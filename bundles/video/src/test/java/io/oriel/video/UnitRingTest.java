package io.oriel.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.LeakWatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitRingTest {
  private static final RingUnit.Flags NONE = new RingUnit.Flags(false, false, false);
  private static final LeakWatch LEAKS =
      new LeakWatch(System.getLogger("io.oriel.video"), "An access unit", () -> {});

  @Test
  void unitsThatAreOutNeverOverlap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    UnitRing ring = new UnitRing(64 * 1024);
    List<RingUnit> out = new ArrayList<>();
    long made = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(10) < 6) {
        MemorySegment place = ring.allocate(1 + random.nextInt(6_000));
        if (place != null) {
          place.fill((byte) made);
          RingUnit unit = new RingUnit(LEAKS, ring.add(place), 0, made++, 0, NONE);
          out.add(unit);
        }
      } else if (!out.isEmpty()) {
        RingUnit unit = out.remove(random.nextInt(Math.min(3, out.size())));
        MemorySegment data = unit.data();
        for (long at = 0; at < data.byteSize(); at += 997) {
          assertThat(data.get(ValueLayout.JAVA_BYTE, at))
              .as("unit %d, seed %d", unit.sequence(), seed)
              .isEqualTo((byte) unit.sequence());
        }
        unit.release();
      }
    }
    assertThat(made).isGreaterThan(1_000);
  }

  @Test
  void aFullRingRefusesUntilTheOldestIsBack() {
    UnitRing ring = new UnitRing(1024);
    RingUnit first = unit(ring, 512);
    RingUnit second = unit(ring, 512);
    assertThat(ring.allocate(64)).isNull();
    second.release();
    assertThat(ring.allocate(64)).as("the oldest is still out").isNull();
    first.release();
    assertThat(ring.allocate(1024)).isNotNull();
  }

  private static RingUnit unit(UnitRing ring, long size) {
    return new RingUnit(LEAKS, ring.add(ring.allocate(size)), 0, 0, 0, NONE);
  }
}

package io.oriel.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DurationSetTest {
  private static final long MILLI = 1_000_000;

  private enum Spent implements DurationDescriptor {
    WORK,
    REST;

    @Override
    public String help() {
      return "";
    }
  }

  private final DurationSet<Spent> set = new DurationSet<>(Spent.class, Map.of("stream", "main"));

  private long countUpTo(Spent spent, long boundNanos) {
    return set.readings().get(spent.ordinal()).buckets().stream()
        .filter(bucket -> bucket.upperBoundNanos() == boundNanos)
        .mapToLong(DurationReading.Bucket::count)
        .sum();
  }

  @Test
  void aDurationIsCountedInTheFirstBucketThatHoldsIt() {
    set.record(Spent.REST, MILLI);
    set.record(Spent.REST, MILLI + 1);
    set.record(Spent.REST, 2 * MILLI);
    assertThat(countUpTo(Spent.REST, MILLI)).isEqualTo(1);
    assertThat(countUpTo(Spent.REST, 2 * MILLI)).isEqualTo(2);
    assertThat(set.readings().get(Spent.REST.ordinal()).sumNanos()).isEqualTo(4 * MILLI + 1);
    assertThat(set.readings().get(Spent.WORK.ordinal()).sumNanos()).isZero();
  }

  @Test
  void nothingIsTooLongOrTooShort() {
    set.record(Spent.WORK, 3600_000 * MILLI);
    set.record(Spent.WORK, -5);
    assertThat(countUpTo(Spent.WORK, DurationReading.UNBOUNDED)).isEqualTo(1);
    assertThat(set.readings().getFirst().sumNanos()).isEqualTo(3600_000 * MILLI);
    assertThat(set.readings().getFirst().buckets().getFirst().count()).isEqualTo(1);
  }

  @Test
  void bucketsRise() {
    assertThat(set.readings().getFirst().buckets())
        .extracting(DurationReading.Bucket::upperBoundNanos)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(set.readings().getFirst().labels()).containsEntry("stream", "main");
  }
}

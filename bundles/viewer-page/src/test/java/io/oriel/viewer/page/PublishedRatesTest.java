package io.oriel.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.metrics.CounterDescriptor;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublishedRatesTest {
  private long nowNanos = 5;
  private long rendered;
  private long repeated;
  private final PublishedRates rates = new PublishedRates(() -> nowNanos);
  private final CounterSource engine =
      () ->
          List.of(
              reading("FRAMES_RENDERED", rendered),
              reading("FRAMES_UNCHANGED", repeated),
              reading("TICKS", 1_000_000));

  @Test
  void knowsNothingAfterOneLook() {
    look(0);

    assertThat(rates.of("main")).isEmpty();
  }

  @Test
  void isWhatWasPublishedBetweenTwoLooks() {
    look(0);
    rendered += 100;
    repeated += 20;
    look(2_000);

    assertThat(rates.of("main")).hasValue(60);
    assertThat(rates.of("other")).isEmpty();
  }

  @Test
  void staysForThoseWhoAskAMomentLater() {
    look(0);
    rendered += 60;
    look(1_000);
    rendered += 1;
    look(20);

    assertThat(rates.of("main")).hasValue(60);
  }

  @Test
  void isNotTheMeanOfALongTimeInWhichNobodyAsked() {
    look(0);
    rendered += 60;
    look(60_000);

    assertThat(rates.of("main")).isEmpty();
  }

  @Test
  void beginsAnewWithAStreamThatWasReplaced() {
    rendered = 5_000;
    look(0);
    rendered = 3;
    look(2_000);

    assertThat(rates.of("main")).isEmpty();
  }

  private void look(final long afterMillis) {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(afterMillis);
    rates.look(List.of(engine));
  }

  private static CounterReading reading(final String name, final long value) {
    return new CounterReading(new Named(name), Map.of("stream", "main"), value);
  }

  private record Named(String name) implements CounterDescriptor {
    @Override
    public String help() {
      return "";
    }
  }
}

package io.oriel.runtime.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final Scrape BEFORE =
      new Scrape(
          """
          # TYPE sent_total counter
          sent_total{stream="main"} 10.0
          age_seconds_bucket{stream="main",le="0.01"} 5
          age_seconds_bucket{stream="main",le="0.02"} 5
          age_seconds_bucket{stream="main",le="+Inf"} 5
          """);
  private static final Scrape AFTER =
      new Scrape(
          """
          sent_total{stream="main"} 25.0
          sent_total{stream="second"} 5.0
          age_seconds_bucket{stream="main",le="0.01"} 7
          age_seconds_bucket{stream="main",le="0.02"} 15
          age_seconds_bucket{stream="main",le="+Inf"} 25
          """);

  @Test
  void aCounterRisesByWhatAllItsSeriesRise() {
    assertThat(Scrape.rise(BEFORE, AFTER, "sent_total")).isEqualTo(20);
    assertThat(Scrape.rise(BEFORE, AFTER, "absent")).isZero();
  }

  @Test
  void aQuantileIsOfWhatCameInBetween() {
    // Of 20: 2 up to 10 ms, 8 up to 20 ms, 10 above.
    assertThat(Scrape.quantile(BEFORE, AFTER, "age_seconds", 0.05)).isCloseTo(0.005, within(1e-9));
    assertThat(Scrape.quantile(BEFORE, AFTER, "age_seconds", 0.3)).isCloseTo(0.015, within(1e-9));
  }

  @Test
  void aboveTheLastBoundTheBoundIsAllThatIsKnown() {
    assertThat(Scrape.quantile(BEFORE, AFTER, "age_seconds", 0.99)).isEqualTo(0.02);
  }

  @Test
  void ofNothingThereIsNoQuantile() {
    assertThat(Scrape.quantile(BEFORE, BEFORE, "age_seconds", 0.5)).isNaN();
    assertThat(Scrape.quantile(BEFORE, AFTER, "absent", 0.5)).isNaN();
  }
}

package io.oriel.metrics;

import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.MetricSource;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All readings of one moment, by metric and labels. Readings of the same labels are added up: while
 * a bundle is replaced there are two of it.
 */
final class MetricTable {
  private static final double NANOS_A_SECOND = 1e9;

  private record Metric<T>(String help, Map<Labels, T> points) {
    Metric(String help) {
      this(help, new TreeMap<>());
    }
  }

  private final Map<String, Metric<Double>> counters = new TreeMap<>();
  private final Map<String, Metric<Double>> gauges = new TreeMap<>();
  private final Map<String, Metric<Histogram>> histograms = new TreeMap<>();

  void add(String bundle, MetricSource source) {
    for (CounterReading reading : source.counters()) {
      addCounter(
          name(bundle, reading.descriptor().name()),
          reading.descriptor().help(),
          labels(reading.labels()),
          reading.value());
    }
    for (DurationReading reading : source.durations()) {
      histograms
          .computeIfAbsent(
              name(bundle, reading.descriptor().name()) + "_seconds",
              name -> new Metric<>(reading.descriptor().help()))
          .points()
          .merge(labels(reading.labels()), Histogram.of(reading), Histogram::plus);
    }
  }

  /** Adds to a counter; its name is without {@code _total}, which the format brings. */
  void addCounter(String name, String help, Labels labels, double value) {
    counters
        .computeIfAbsent(name, absent -> new Metric<>(help))
        .points()
        .merge(labels, value, Double::sum);
  }

  void addGauge(String name, String help, Labels labels, double value) {
    gauges
        .computeIfAbsent(name, absent -> new Metric<>(help))
        .points()
        .merge(labels, value, Double::sum);
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    counters.forEach((name, metric) -> {
      CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(metric.help());
      metric
          .points()
          .forEach((labels, value) ->
              counter.dataPoint(
                  CounterSnapshot.CounterDataPointSnapshot.builder()
                      .labels(labels)
                      .value(value)
                      .build()));
      all.add(counter.build());
    });
    gauges.forEach((name, metric) -> {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(metric.help());
      metric
          .points()
          .forEach((labels, value) ->
              gauge.dataPoint(
                  GaugeSnapshot.GaugeDataPointSnapshot.builder()
                      .labels(labels)
                      .value(value)
                      .build()));
      all.add(gauge.build());
    });
    histograms.forEach((name, metric) -> {
      HistogramSnapshot.Builder histogram =
          HistogramSnapshot.builder().name(name).help(metric.help());
      metric.points().forEach((labels, value) -> histogram.dataPoint(value.point(labels)));
      all.add(histogram.build());
    });
    return new MetricSnapshots(all);
  }

  private static String name(String bundle, String metric) {
    return ("oriel_" + bundle.replaceAll("[^A-Za-z0-9]", "_") + "_" + metric)
        .toLowerCase(Locale.ROOT);
  }

  private static Labels labels(Map<String, String> labels) {
    Labels all = Labels.EMPTY;
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      all = all.add(label.getKey(), label.getValue());
    }
    return all;
  }

  /** Seconds of nanoseconds. */
  static double seconds(long nanos) {
    return nanos / NANOS_A_SECOND;
  }
}

package io.oriel.runtime.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code /metrics} said at one moment, and what has happened between two. */
final class Scrape {
  private static final Pattern LINE = Pattern.compile("(?m)^([a-z_]+)(\\{.*})? (\\S+)$");
  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

  private final Map<String, Double> sums = new HashMap<>();
  private final Map<String, Map<Double, Double>> buckets = new HashMap<>();

  /** Reads the text format; values of one name are added up over all other labels. */
  Scrape(String text) {
    LINE.matcher(text)
        .results()
        .forEach(line -> {
          String labels = line.group(2) == null ? "" : line.group(2);
          double value = Double.parseDouble(line.group(3));
          var bound = BOUND.matcher(labels);
          if (bound.find()) {
            String le = bound.group(1);
            buckets
                .computeIfAbsent(line.group(1), name -> new TreeMap<>())
                .merge(
                    le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le),
                    value,
                    Double::sum);
          } else {
            sums.merge(line.group(1), value, Double::sum);
          }
        });
  }

  /** How much this counter has risen. */
  static double rise(Scrape before, Scrape after, String counter) {
    return after.sums.getOrDefault(counter, 0.0) - before.sums.getOrDefault(counter, 0.0);
  }

  /**
   * A quantile of what a histogram has taken in between, in its unit; between two bounds by
   * straight interpolation, as Prometheus does it. NaN if it has taken in nothing.
   */
  static double quantile(Scrape before, Scrape after, String histogram, double quantile) {
    Map<Double, Double> earlier = before.buckets.getOrDefault(histogram + "_bucket", Map.of());
    Map<Double, Double> later = after.buckets.getOrDefault(histogram + "_bucket", Map.of());
    double all =
        later.getOrDefault(Double.POSITIVE_INFINITY, 0.0)
            - earlier.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    double wanted = all * quantile;
    double lowerBound = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : later.entrySet()) {
      double upTo = bucket.getValue() - earlier.getOrDefault(bucket.getKey(), 0.0);
      if (all > 0 && upTo >= wanted) {
        return bucket.getKey().isInfinite()
            ? lowerBound
            : lowerBound + (bucket.getKey() - lowerBound) * (wanted - below) / (upTo - below);
      }
      lowerBound = bucket.getKey();
      below = upTo;
    }
    return Double.NaN;
  }
}

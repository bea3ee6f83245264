package io.oriel.runtime.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The inner loops by JMH: our vector code, its scalar twin and, where there is one, a peer. */
final class Kernels {
  private static final String OURS = "vector";
  private static final String TWIN = "scalar";
  private static final String PEER = "peer";

  private Kernels() {}

  /** Measures and prints; some ten minutes, or four when {@code quick}. */
  static void run(boolean quick, PrintStream out) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("io\\.oriel\\..*Benchmark")
            .verbosity(VerboseMode.SILENT)
            .forks(1)
            .jvmArgsAppend(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Doriel.python=" + System.getProperty("oriel.python"),
                "-Doriel.stage=" + System.getProperty("oriel.stage"))
            .warmupIterations(quick ? 4 : 8)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(quick ? 2 : 8)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true);
    out.println("Inner loops: microseconds a picture, on one thread. Less is better.");
    out.println(table(new Runner(options.build()).run()));
  }

  private static Table table(Collection<RunResult> results) {
    Map<String, Map<String, Double>> byCase = new TreeMap<>();
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark();
      int method = benchmark.lastIndexOf('.');
      String name =
          benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method)
              + result.getParams().getParamsKeys().stream()
                  .map(key -> " " + result.getParams().getParam(key))
                  .reduce("", String::concat);
      byCase
          .computeIfAbsent(name.replace("Benchmark", ""), absent -> new TreeMap<>())
          .put(benchmark.substring(method + 1), result.getPrimaryResult().getScore());
    }
    Table table =
        new Table("", "vector", "scalar", "peer", "vector/scalar", "vector/peer", "which peer");
    byCase.forEach((name, times) -> table.row(cells(name, times)));
    return table;
  }

  private static String[] cells(String name, Map<String, Double> times) {
    String peer = times.keySet().stream().filter(m -> m.startsWith(PEER)).findFirst().orElse("");
    double ours = times.get(OURS);
    return new String[] {
      name,
      micros(ours),
      micros(times.get(TWIN)),
      peer.isEmpty() ? "-" : micros(times.get(peer)),
      ratio(ours, times.get(TWIN)),
      peer.isEmpty() ? "-" : ratio(ours, times.get(peer)),
      peer.isEmpty() ? "-" : peer.substring(PEER.length()).toLowerCase(Locale.ROOT)
    };
  }

  private static String micros(double micros) {
    return "%.0f".formatted(micros);
  }

  private static String ratio(double ours, double theirs) {
    return "%.2f".formatted(ours / theirs);
  }
}

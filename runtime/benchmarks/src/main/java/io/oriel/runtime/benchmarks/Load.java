package io.oriel.runtime.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The shipped server with 1, 2, 4 ... viewers: what they get, and what each one more costs. */
final class Load {
  private static final String AGE = "oriel_transport_webrtc_age_at_viewer_seconds";
  private static final String SEND = "oriel_transport_webrtc_send_seconds";
  private static final String CPU = "process_cpu_seconds_total";
  private static final int SETTLE_SECONDS = 3;

  /** Until the JVM has compiled what every frame runs. */
  private static final int WARM_SECONDS = 20;

  private final Server server;
  private final HttpClient http;
  private final int seconds;
  private final List<LoadViewer> viewers = new ArrayList<>();
  private final Table table =
      new Table(
          "viewers",
          "pictures/s each",
          "longest gap",
          "age p50",
          "age p99",
          "send p50",
          "server cores",
          "cores/1 viewer");
  private double coresOfOne;

  private Load(Server server, HttpClient http, int seconds) {
    this.server = server;
    this.http = http;
    this.seconds = seconds;
  }

  /** Measures and prints a line for each number of viewers, doubling up to {@code most}. */
  static void run(int most, int seconds, List<String> arguments, PrintStream out)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient();
        Server server = Server.start(http, arguments)) {
      Load load = new Load(server, http, seconds);
      try {
        System.err.printf("load: warming up, %d s%n", WARM_SECONDS);
        load.join(1);
        load.pass(WARM_SECONDS);
        for (int count = 1; count <= most; count *= 2) {
          System.err.printf("load: %d viewers, %d s%n", count, seconds);
          load.measure(count);
        }
      } finally {
        for (LoadViewer viewer : load.viewers) {
          viewer.close();
        }
      }
      out.println(
          "Viewers of one stream, 1280x720 at 60: fewest to most pictures a second, the longest time"
              + "\nwithout one, their age on arrival, and the processor time of the server.");
      out.println(load.table);
    }
  }

  private void measure(int count) throws IOException, InterruptedException {
    join(count);
    pass(SETTLE_SECONDS);
    viewers.forEach(LoadViewer::takeLongestGapNanos);
    int[] before = viewers.stream().mapToInt(LoadViewer::pictures).toArray();
    Scrape first = server.scrape();
    long began = System.nanoTime();
    pass(seconds);
    double took = (System.nanoTime() - began) / 1e9;
    Scrape last = server.scrape();
    double least = Double.MAX_VALUE;
    double most = 0;
    long gap = 0;
    for (int i = 0; i < count; i++) {
      double rate = (viewers.get(i).pictures() - before[i]) / took;
      least = Math.min(least, rate);
      most = Math.max(most, rate);
      gap = Math.max(gap, viewers.get(i).takeLongestGapNanos());
    }
    double cores = Scrape.rise(first, last, CPU) / took;
    coresOfOne = count == 1 ? cores : coresOfOne;
    table.row(
        Integer.toString(count),
        "%.1f-%.1f".formatted(least, most),
        millis(gap / 1e9),
        millis(Scrape.quantile(first, last, AGE, 0.5)),
        millis(Scrape.quantile(first, last, AGE, 0.99)),
        millis(Scrape.quantile(first, last, SEND, 0.5)),
        "%.2f".formatted(cores),
        "%.2f".formatted(cores / coresOfOne));
  }

  private void join(int count) throws IOException, InterruptedException {
    while (viewers.size() < count) {
      viewers.add(LoadViewer.join(http, server.whep()));
    }
  }

  /** Lets time pass; the viewers keep saying that they are there. */
  private void pass(int seconds) throws IOException, InterruptedException {
    for (int i = 0; i < seconds; i++) {
      for (LoadViewer viewer : viewers) {
        viewer.consent();
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static String millis(double seconds) {
    return "%.1f ms".formatted(seconds * 1e3);
  }
}

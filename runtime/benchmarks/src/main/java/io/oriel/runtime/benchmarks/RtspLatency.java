package io.oriel.runtime.benchmarks;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.OrielBuilder;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.embed.StreamSettings;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.stream.Stream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;

/**
 * How old a picture is when GStreamer has decoded it: from Oriel, and from gst-rtsp-server, which
 * gets the very same access units. They take turns, so that neither disturbs the other.
 */
final class RtspLatency {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int ROUNDS = 5;
  private static final int WARM_SECONDS = 20;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final int seconds;
  private final int oursPort = Server.freePort();
  private final int peerPort = Server.freePort();
  private final Map<String, List<Long>> ages = new TreeMap<>();
  private final Map<String, Integer> missing = new TreeMap<>();

  private RtspLatency(int seconds) {
    this.seconds = seconds;
  }

  /** Measures and prints; {@code seconds} of each player in each round. */
  static void run(int seconds, String encoder, PrintStream out) throws Exception {
    RtspLatency latency = new RtspLatency(seconds);
    out.println(latency.measure(encoder));
  }

  private String measure(String encoder) throws Exception {
    Path folder = Files.createTempDirectory("oriel-rtsp");
    try (RunningOriel oriel = server(folder, encoder).start()) {
      oriel
          .service(BundleContext.class)
          .orElseThrow()
          .registerService(
              RendererProvider.class,
              new BarcodeRenderer(),
              new Hashtable<>(Map.of("oriel.renderer", BarcodeRenderer.NAME)));
      Stream stream = oriel.awaitReady(START_LIMIT).stream("main").orElseThrow();
      try (RtspPeer peer = new RtspPeer(stream.video(), peerPort, script("rtsp_peer.py"))) {
        System.err.printf("rtsp: warming up, %d s%n", WARM_SECONDS);
        play(oursPort, "udp", WARM_SECONDS);
        for (int round = 1; round <= ROUNDS; round++) {
          System.err.printf("rtsp: round %d of %d, %d s each%n", round, ROUNDS, seconds);
          for (String transport : List.of("udp", "tcp")) {
            keep("Oriel, " + transport, play(oursPort, transport, seconds));
            keep("gst-rtsp-server, " + transport, play(peerPort, transport, seconds));
          }
        }
        return table(peer.handOverMillis());
      }
    }
  }

  private OrielBuilder server(Path folder, String encoder) throws EmbeddingException {
    Settings settings =
        Settings.EMPTY.stream(
                StreamSettings.named("main").renderer(BarcodeRenderer.NAME).size(WIDTH, HEIGHT))
            .component("io.oriel.video", Map.of("encoders", encoder))
            .component("io.oriel.http.public", Map.of("port", 0))
            .component("io.oriel.http.private", Map.of("port", 0))
            .component("io.oriel.transport.webrtc", Map.of("port", 0))
            .component("io.oriel.transport.rtsp", Map.of("port", oursPort))
            .component("io.oriel.stage.usd", Map.of("python", System.getProperty("oriel.python")));
    OrielBuilder server =
        Oriel.builder()
            .bundles(
                Path.of(System.getProperty("oriel.command"))
                    .resolveSibling("../bundles")
                    .normalize())
            .settings(settings)
            .work(folder);
    return encoder.equals("x264")
        ? server.bundle(Path.of(System.getProperty("oriel.gpl")))
        : server;
  }

  private static String script(String name) {
    return Path.of(System.getProperty("oriel.scripts"), name).toString();
  }

  /**
   * What a player has seen.
   *
   * @param ages in microseconds
   * @param missing pictures between the first and the last
   */
  private record Seen(List<Long> ages, int missing) {}

  private static Seen play(int port, String transport, int seconds)
      throws IOException, InterruptedException {
    Process player =
        new ProcessBuilder(
                "/usr/bin/python3",
                script("rtsp_player.py"),
                "rtsp://127.0.0.1:" + port + "/main",
                transport,
                Integer.toString(seconds),
                Integer.toString(WIDTH))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(player.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (player.waitFor() != 0) {
      throw new IOException("the player failed at port " + port + " over " + transport);
    }
    List<Long> ages = new ArrayList<>();
    List<String> lines = output.lines().toList();
    lines.stream().takeWhile(line -> !line.isEmpty()).map(Long::valueOf).forEach(ages::add);
    if (ages.isEmpty()) {
      throw new IOException("no picture came from port " + port + " over " + transport);
    }
    return new Seen(ages, Integer.parseInt(lines.getLast()));
  }

  private void keep(String who, Seen seen) {
    ages.computeIfAbsent(who, name -> new ArrayList<>()).addAll(seen.ages());
    missing.merge(who, seen.missing(), Integer::sum);
  }

  private String table(double handOverMillis) {
    Table table = new Table("server", "pictures", "missing", "p50", "p95", "p99", "to Oriel's p50");
    for (String transport : List.of("udp", "tcp")) {
      double ours = quantile("Oriel, " + transport, 0.5);
      row(table, "Oriel, " + transport, ours, 0);
      row(table, "gst-rtsp-server, " + transport, ours, handOverMillis);
    }
    return "Age of pictures decoded by GStreamer, %dx%d at 60, from drawn to decoded, in ms. Of%n"
            .formatted(WIDTH, HEIGHT)
        + "gst-rtsp-server %.2f ms are taken off: what it takes to get the access units there.%n%s"
            .formatted(handOverMillis, table);
  }

  private void row(Table table, String who, double ours, double less) {
    double median = quantile(who, 0.5) - less;
    table.row(
        who,
        Integer.toString(ages.get(who).size()),
        Integer.toString(missing.get(who)),
        "%.2f".formatted(median),
        "%.2f".formatted(quantile(who, 0.95) - less),
        "%.2f".formatted(quantile(who, 0.99) - less),
        "%.2f".formatted(median / ours));
  }

  private double quantile(String who, double share) {
    long[] sorted = ages.get(who).stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }
}

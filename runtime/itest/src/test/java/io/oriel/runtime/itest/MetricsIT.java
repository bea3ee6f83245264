package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says, what the READMEs say about it, and what the dashboard shows. */
class MetricsIT {
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");
  private static final Pattern NAME = Pattern.compile("(oriel|process|jvm)_[a-z0-9_]+");
  private static final String BEGIN = "<!-- metrics: written by MetricsIT -->\n";
  private static final String END = "<!-- end of metrics -->\n";

  @TempDir Path folder;

  @Test
  void everyMetricIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    Map<String, Map<String, Object>> streams =
        Map.of("main", Map.of("stage", Place.stage("workshop.usda").toString()));
    try (EmbeddedServer server =
            EmbeddedServer.start(folder, streams, Ports.OPTIONAL).awaitReady("main");
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
      BrowserIT.awaitMoreFrames(page, 10);
      String metrics = Web.get(server.ports().admin("/metrics")).body();
      assertDocumented(metrics);
      assertDashboardShows(metrics);
      awaitFrames(server);
    }
  }

  /** A viewer's pictures are in every histogram on their way. */
  private static void awaitFrames(EmbeddedServer server) {
    for (String part :
        List.of(
            "engine_step",
            "engine_convert",
            "engine_publish",
            "video_encode",
            "transport_webrtc_send",
            "transport_webrtc_age_at_viewer")) {
      await(part)
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              Pattern.compile("(?m)^oriel_" + part + "_seconds_count\\{stream=\"main\"} [1-9]")
                  .matcher(Web.get(server.ports().admin("/metrics")).body())
                  .find());
    }
  }

  private static void assertDocumented(String metrics) throws Exception {
    Map<String, Map<String, String>> byBundle = new TreeMap<>();
    try (Stream<Path> bundles = Files.list(Place.root().resolve("bundles"))) {
      bundles
          .map(bundle -> bundle.getFileName().toString())
          .forEach(bundle -> byBundle.put(bundle, new TreeMap<>()));
    }
    HELP.matcher(metrics)
        .results()
        .filter(line -> line.group(1).startsWith("oriel_"))
        .forEach(line ->
            byBundle.get(bundleOf(line.group(1), byBundle)).put(line.group(1), line.group(2)));
    for (Map.Entry<String, Map<String, String>> bundle : byBundle.entrySet()) {
      Path readme = Place.root().resolve("bundles").resolve(bundle.getKey()).resolve("README.md");
      String text = Files.readString(readme);
      String expected = bundle.getValue().isEmpty() ? "" : table(bundle.getValue());
      if (Boolean.getBoolean("oriel.write") && text.contains(BEGIN)) {
        Files.writeString(
            readme,
            text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                + expected
                + text.substring(text.indexOf(END)));
      } else {
        assertThat(documented(text))
            .as(readme + "; -Doriel.write=true writes it anew")
            .isEqualTo(expected);
      }
    }
  }

  private static String documented(String readme) {
    return readme.contains(BEGIN)
        ? readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END))
        : "";
  }

  /** The bundle with the longest name that the metric begins with. */
  private static String bundleOf(String metric, Map<String, ?> bundles) {
    return bundles.keySet().stream()
        .filter(bundle -> metric.startsWith("oriel_" + bundle.replace('-', '_') + "_"))
        .max(java.util.Comparator.comparingInt(String::length))
        .orElseThrow(() -> new AssertionError("no bundle has the metric " + metric));
  }

  private static String table(Map<String, String> metrics) {
    return metrics.entrySet().stream()
        .map(metric -> "| `" + metric.getKey() + "` | " + metric.getValue() + " |\n")
        .collect(Collectors.joining("", "| metric | what |\n|---|---|\n", ""));
  }

  private static void assertDashboardShows(String metrics) throws Exception {
    String dashboard =
        Files.readString(Place.root().resolve("config").resolve("grafana").resolve("oriel.json"));
    TreeSet<String> there = names(metrics);
    assertThat(names(dashboard))
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(there).contains(name));
  }

  private static TreeSet<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.stage.StageSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import tools.jackson.databind.json.JsonMapper;

/** What the server and its viewers say to each other, word for word, over real data channels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String WORKSHOP = Place.stage("workshop.usda").toString();

  /**
   * The first line of a transcript.
   *
   * @param configuration settings by PID that hold while it is played
   * @param counts counters that have risen by its end
   */
  private record Head(
      String rule, Map<String, Map<String, Object>> configuration, List<String> counts) {
    static Head of(Path file) throws IOException {
      return JSON.readValue(Files.readAllLines(file).getFirst(), Head.class);
    }

    Head {
      configuration = Objects.requireNonNullElse(configuration, Map.of());
      counts = Objects.requireNonNullElse(counts, List.of());
    }
  }

  private EmbeddedServer server;
  private Chromium browser;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path stages = writeStages(Files.createDirectories(folder.resolve("stages")));
    server =
        EmbeddedServer.start(
                folder, Map.of("main", Map.of("stage", WORKSHOP, "width", 320, "height", 180)))
            .awaitReady("main");
    String[] roots = {place("stages").toString(), stages.toString()};
    configure("io.oriel.messages.stage", Map.of("stageRoots", roots));
    browser = Chromium.start(folder);
  }

  /** Stages that are too large to lie beside the transcripts. */
  private static Path writeStages(Path folder) throws IOException {
    Path warehouse = LargeStage.write(folder.resolve("warehouse.usda"));
    String whole = Files.readString(warehouse);
    Files.writeString(folder.resolve("unfinished.usda"), whole.substring(0, whole.length() - 2));
    Files.writeString(
        folder.resolve("shelf.usda"),
        IntStream.range(0, 2000)
            .mapToObj("def Xform \"item%04d\" {}\n"::formatted)
            .collect(Collectors.joining("", "#usda 1.0\ndef Xform \"World\" {\n", "}\n")));
    return folder;
  }

  @AfterAll
  void stop() {
    browser.close();
    server.close();
  }

  static List<Path> transcripts() throws Exception {
    try (Stream<Path> files = Files.list(place("transcripts"))) {
      return files.sorted(Comparator.comparing(Path::getFileName)).toList();
    }
  }

  private static Path place(String resources) throws URISyntaxException {
    return Path.of(TranscriptIT.class.getResource("/" + resources).toURI());
  }

  @Test
  void areThere() throws Exception {
    assertThat(transcripts()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void comesTrue(Path file) throws Exception {
    Head head = Head.of(file);
    // Opened anew, so that none depends on what another has left.
    server.stream("main")
        .openStage(StageSource.of(WORKSHOP))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    for (var settings : head.configuration().entrySet()) {
      configure(settings.getKey(), settings.getValue());
    }
    try (Transcript transcript = new Transcript(browser, server.ports().whep("main"))) {
      Map<String, Long> before = new HashMap<>();
      for (String counter : head.counts()) {
        before.put(counter, reading(counter));
      }
      transcript.play(file);
      for (String counter : head.counts()) {
        await(counter).until(() -> reading(counter) > before.get(counter));
      }
    } finally {
      for (var settings : head.configuration().entrySet()) {
        restore(settings.getKey(), settings.getValue());
      }
    }
  }

  /** Settings of a bundle, beside its defaults; they hold when this returns. */
  private void configure(String pid, Map<String, Object> settings) throws IOException {
    write(pid, settings);
    await(pid).until(() -> holds(pid, settings));
  }

  /** The defaults of a bundle that was configured. */
  private void restore(String pid, Map<String, Object> settings) throws IOException {
    write(pid, Map.of());
    await(pid).until(() -> !holds(pid, settings));
  }

  private void write(String pid, Map<String, Object> settings) throws IOException {
    BundleContext context = server.context();
    context
        .getService(context.getServiceReference(ConfigurationAdmin.class))
        .getConfiguration(pid, "?")
        .update(new Hashtable<>(settings));
  }

  /** True if a component has taken the settings: its service says so. */
  private boolean holds(String pid, Map<String, Object> settings) throws InvalidSyntaxException {
    ServiceReference<?>[] services =
        server.context().getAllServiceReferences(null, "(service.pid=" + pid + ")");
    return services != null
        && Arrays.stream(services)
            .anyMatch(service ->
                settings.entrySet().stream()
                    .allMatch(one ->
                        Objects.deepEquals(service.getProperty(one.getKey()), one.getValue())));
  }

  private long reading(String counter) throws Exception {
    return Pattern.compile("^" + counter + " (\\d+)", Pattern.MULTILINE)
        .matcher(Web.get(server.ports().admin("/metrics")).body())
        .results()
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }
}

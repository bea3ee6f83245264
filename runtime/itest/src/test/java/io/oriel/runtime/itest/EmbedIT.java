package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.OrielBuilder;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.embed.StreamSettings;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution inside a plain Java program: started, used and closed by the api alone. */
class EmbedIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final StreamSettings SMALL =
      StreamSettings.named("main").size(320, 180).stage(Place.stage("calibration.usda"));

  /** Of pictures so large that those of one start would show in what is left of all. */
  private static final StreamSettings LARGER = SMALL.size(640, 360);

  @TempDir Path folder;

  @Test
  void showsAPictureWithNothingSaid() throws Exception {
    System.setProperty("oriel.home", Place.home().toString());
    try (RunningOriel oriel = Oriel.builder().settings(anyPorts(Settings.DEFAULTS)).start()) {
      FirstPicture.of(oriel.awaitReady(LIMIT).stream("main").orElseThrow());
      assertThat(oriel.streams()).hasSize(1);
      assertThat(oriel.failures()).isEmpty();
      assertThat(Web.get(oriel.page().orElseThrow().toString()).statusCode()).isEqualTo(200);
    } finally {
      System.clearProperty("oriel.home");
    }
  }

  @Test
  void takesOtherSettingsAndBundlesWhileItRuns() throws Exception {
    try (RunningOriel oriel = shows(SMALL).start().awaitReady(LIMIT)) {
      FirstPicture.of(oriel.stream("main").orElseThrow());
      Settings both = oriel.settings().stream(new StreamSettings("second", SMALL.values()));
      assertThat(oriel.reconfigure(both)).containsExactly("io.oriel.engine.stream~second");
      await().atMost(LIMIT).until(() -> oriel.stream("second").isPresent());
      FirstPicture.of(oriel.awaitReady(LIMIT).stream("second").orElseThrow());
      assertThatExceptionOfType(EmbeddingException.class)
          .isThrownBy(
              () -> oriel.reconfigure(both.stream(SMALL.size(8, 99_999).framesPerSecond(0))))
          .satisfies(e -> assertThat(e.problems()).hasSize(3));

      DeployedBundle installed = oriel.install(HandlerJar.in(folder));
      assertThat(installed.symbolicName()).isEqualTo("sample.count");
      oriel.remove(installed);
      assertThatExceptionOfType(OrielException.class)
          .isThrownBy(() -> oriel.remove(installed))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      Path bad = Files.writeString(folder.resolve("bad.jar"), "no zip");
      assertThatExceptionOfType(OrielException.class)
          .isThrownBy(() -> oriel.install(bad))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BUNDLE_INVALID));
      FirstPicture.of(oriel.stream("main").orElseThrow());
    }
  }

  @Test
  void isClosedByManyAtOnceWhileABrowserWatches() throws Exception {
    Ports ports = Ports.free();
    try (Chromium browser = Chromium.start(folder)) {
      RunningOriel oriel =
          Oriel.builder()
              .bundles(Place.bundles())
              .settings(settings(ports))
              .start()
              .awaitReady(LIMIT);
      try (Page page = BrowserIT.openAndSee(browser, ports.page())) {
        List<Thread> closers =
            Stream.generate(() -> Thread.ofPlatform().start(oriel::close)).limit(3).toList();
        for (Thread closer : closers) {
          closer.join();
        }
      }
      assertFree(ports);
      assertNothingRuns();
    }
  }

  @Test
  void isClosedWhileItsStageLoads() throws Exception {
    Ports ports = Ports.free();
    Oriel.builder().bundles(Place.bundles()).settings(settings(ports)).start().close();
    assertFree(ports);
    assertNothingRuns();
    try (RunningOriel again =
        Oriel.builder().bundles(Place.bundles()).settings(settings(ports)).start()) {
      FirstPicture.of(again.awaitReady(LIMIT).stream("main").orElseThrow());
    }
  }

  @Test
  void leavesNothingBehindAfterTwentyStartsAndStops() throws Exception {
    StartsAndStops rounds = new StartsAndStops(() -> shows(LARGER).start());
    rounds.run(5);
    StartsAndStops.Left early = rounds.left();
    rounds.run(15);
    StartsAndStops.Left late = rounds.left();
    String both = "from " + early + " to " + late;
    System.out.println("EmbedIT: after 5 and after 20 starts and stops, " + both);
    Holdings few = early.process();
    Holdings many = late.process();
    // Fifteen starts that leave something are above; the JDK's idle threads and caches vary below.
    assertThat(many.threads()).as(both).isLessThan(few.threads() + 5);
    assertThat(many.descriptors()).as(both).isLessThan(few.descriptors() + 5);
    assertThat(many.heapKiB()).as(both).isLessThan(few.heapKiB() + 4096);
    assertThat(late.classes()).as(both).isLessThan(early.classes() + 600);
    // What the compilers of the JVM have at the moment comes and goes.
    await("what was allocated in C to be freed, " + both)
        .atMost(LIMIT)
        .until(() -> NativeMemory.allocatedKiB() < early.nativeKiB() + 16 * 1024);
    assertThat(temporaryFolders()).isEmpty();
  }

  private static OrielBuilder shows(StreamSettings stream) throws EmbeddingException {
    return Oriel.builder()
        .bundles(Place.bundles())
        .settings(anyPorts(Settings.DEFAULTS.stream(stream)));
  }

  private static Settings anyPorts(Settings settings) {
    return settings
        .component("io.oriel.http.public", Map.of("port", 0))
        .component("io.oriel.http.private", Map.of("port", 0))
        .component("io.oriel.transport.webrtc", Map.of("port", 0));
  }

  private static Settings settings(Ports ports) {
    Settings settings = Settings.EMPTY.stream(SMALL);
    for (Map.Entry<String, Map<String, Object>> one : ports.configuration().entrySet()) {
      settings = settings.component(one.getKey(), one.getValue());
    }
    return settings;
  }

  private static void assertFree(Ports ports) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int port : List.of(ports.web(), ports.admin())) {
      new ServerSocket(port, 1, loopback).close();
    }
    new DatagramSocket(ports.media(), loopback).close();
  }

  private static void assertNothingRuns() {
    await("the end of what was given up")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("oriel-")));
  }

  private static Set<Path> temporaryFolders() throws Exception {
    String own = "oriel-work-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(own))
          .collect(Collectors.toSet());
    }
  }
}

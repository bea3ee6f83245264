package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.shm.reader.ShmFrame;
import io.oriel.shm.reader.ShmReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One stream to a browser, a player and a process of this machine: each alone, then all at once. It
 * is encoded once. The intervals are printed and not judged: a machine that is shared makes them.
 */
class TogetherIT {
  private static final Duration WINDOW =
      Duration.ofSeconds(Boolean.getBoolean("oriel.soak") ? 30 : 3);
  private static final int FEWEST = 10;

  /** The page notes when each picture is presented. */
  private static final String NOTE =
      """
      window.beats = [];
      const video = document.querySelector('video');
      const note = (now) => { beats.push(now); video.requestVideoFrameCallback(note); };
      video.requestVideoFrameCallback(note);
      """;

  @TempDir Path folder;
  private Ports ports;
  private ServerProcess server;

  @BeforeEach
  void start() throws Exception {
    ports = Ports.free();
    server =
        ServerProcess.start(
                folder,
                ports,
                Ports.OPTIONAL,
                "--transports",
                "webrtc,rtsp,shm",
                "--size",
                "640x360",
                "--fps",
                "30",
                "--stage",
                Place.stage("workshop.usda").toString())
            .awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void isEncodedOnceForAllOfThem() throws Exception {
    try (Browser browser = new Browser()) {
      measure("alone", browser);
    }
    try (Player player = new Player()) {
      measure("alone", player);
    }
    try (Memory reader = new Memory()) {
      measure("alone", reader);
    }
    try (Browser browser = new Browser()) {
      long encoders = counts().encoders();
      try (Player player = new Player();
          Memory reader = new Memory()) {
        // The counters of one answer are not of one moment: all that is published is asked for
        // around what is encoded.
        long published = counts().published();
        Counts before = counts();
        measure("together", browser, player, reader);
        Counts after = counts();
        long publishedAfter = counts().published();
        assertThat(after.encoders()).as("the browser's encoder serves all").isEqualTo(encoders);
        assertThat(after.encoded() - before.encoded())
            .as("one encoding of each picture at most, whoever watches")
            .isPositive()
            // Those that were on their way.
            .isLessThanOrEqualTo(publishedAfter - published + 2);
      }
    }
  }

  private void measure(String how, Viewer... viewers) throws Exception {
    for (Viewer viewer : viewers) {
      await().atMost(Duration.ofSeconds(120)).until(() -> viewer.beats().count() >= FEWEST);
    }
    for (Viewer viewer : viewers) {
      viewer.beats().begin();
    }
    long end = System.nanoTime() + WINDOW.toNanos();
    await()
        .atMost(WINDOW.plusSeconds(120))
        .until(() -> {
          for (Viewer viewer : viewers) {
            if (viewer.beats().count() < FEWEST) {
              return false;
            }
          }
          return System.nanoTime() - end >= 0;
        });
    for (Viewer viewer : viewers) {
      System.out.println("intervals p50/p99 " + how + ": " + viewer.beats().intervals());
    }
  }

  /** What had been counted. */
  private record Counts(long published, long encoded, long encoders) {}

  private Counts counts() throws Exception {
    String metrics = Web.text(ports.admin("/metrics"));
    return new Counts(
        value(metrics, "oriel_engine_publish_seconds_count"),
        value(metrics, "oriel_video_encode_seconds_count"),
        value(metrics, "oriel_video_encoders_opened_total"));
  }

  private static long value(String metrics, String name) {
    Matcher value =
        Pattern.compile("(?m)^" + name + "(?:\\{[^}]*stream=\"main\"[^}]*})? ([0-9.e+]+)$")
            .matcher(metrics);
    assertThat(value.find()).as(name).isTrue();
    return (long) Double.parseDouble(value.group(1));
  }

  /** Somebody who watches. */
  private interface Viewer {
    Beats beats();
  }

  private final class Browser implements Viewer, AutoCloseable {
    private final Beats beats = new Beats("Chromium");
    private final Chromium chromium = Chromium.start(folder);
    private final Page page = BrowserIT.openAndSee(chromium, ports.page());
    private int noted;

    Browser() throws IOException {
      page.evaluate(NOTE);
    }

    @Override
    public Beats beats() {
      JsonNode all = page.evaluate("beats");
      for (; noted < all.size(); noted++) {
        beats.beat((long) (all.get(noted).asDouble() * 1e6));
      }
      return beats;
    }

    @Override
    public void close() throws Exception {
      page.close();
      chromium.close();
    }
  }

  private final class Player implements Viewer, AutoCloseable {
    private final Beats beats = new Beats("GStreamer");
    private final Process process;

    Player() throws IOException {
      String pipeline =
          "rtspsrc location="
              + ports.rtsp("main")
              + " protocols=tcp latency=0 buffer-mode=none"
              + " ! rtph264depay ! h264parse ! avdec_h264 ! identity silent=false"
              + " ! fakesink sync=false";
      process =
          new ProcessBuilder(("gst-launch-1.0 -v " + pipeline).split(" "))
              .redirectErrorStream(true)
              .start();
      Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.contains("chain") && line.contains("pts: ")) {
            beats.beat(System.nanoTime());
          }
        }
      } catch (IOException e) {
        // It was ended.
      }
    }

    @Override
    public Beats beats() {
      assertThat(process.isAlive()).as("GStreamer plays").isTrue();
      return beats;
    }

    @Override
    public void close() throws Exception {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private final class Memory implements Viewer, AutoCloseable {
    private final Beats beats = new Beats("shared memory");
    private final ShmReader reader = ShmReader.attach(ports.sharedMemory("main"));
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::read);
    private volatile boolean ended;
    private volatile Optional<Exception> failure = Optional.empty();

    Memory() throws IOException {
      thread.start();
    }

    private void read() {
      try {
        while (!ended) {
          Optional<ShmFrame> frame = reader.next(Duration.ofMillis(100));
          frame.ifPresent(come -> beats.beat(System.nanoTime()));
        }
      } catch (IOException | InterruptedException e) {
        failure = Optional.of(e);
      }
    }

    @Override
    public Beats beats() {
      assertThat(failure).isEmpty();
      return beats;
    }

    @Override
    public void close() throws Exception {
      ended = true;
      thread.join();
      reader.close();
    }
  }
}

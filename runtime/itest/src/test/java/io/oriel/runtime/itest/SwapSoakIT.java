package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A converter, an encoder and two transports come and go under a browser that watches: each
 * newcomer is installed beside the former, which goes once it serves. Ten minutes of it with {@code
 * verify --soak}, and then, for comparison, {@code Bundle.update()}.
 *
 * <p>What is lost, black or left behind is judged strictly; what is late is compared to the same
 * run without swaps, because a machine that is shared makes it so.
 */
class SwapSoakIT {
  private static final boolean SOAK = Boolean.getBoolean("oriel.soak");
  private static final Duration WARM_UP = Duration.ofSeconds(SOAK ? 60 : 8);
  private static final Duration CONTROL = Duration.ofSeconds(SOAK ? 60 : 8);
  private static final Duration SWAPPING = Duration.ofSeconds(SOAK ? 600 : 24);
  private static final Duration UPDATING = Duration.ofSeconds(60);

  private static final int FRAMES_PER_SECOND = 60;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / FRAMES_PER_SECOND;

  private static final String CONVERTER = "io.oriel.aov.color";
  private static final String ENCODER = "io.oriel.encoder.ffmpeg";
  private static final String RTSP = "io.oriel.transport.rtsp";
  private static final String SHM = "io.oriel.transport.shm";

  /** What swaps may add to the typical longest interval; the short form shares its machine. */
  private static final double MORE_PERIODS = SOAK ? 1 : 12;

  /** What swaps may add to the share of frames that come more than a period late. */
  private static final double MORE_LATE = SOAK ? 0.005 : 0.05;

  /** Compiled code of threads that run for ever may keep the one or other for a while. */
  private static final int LOADERS_LEFT = 2;

  /**
   * Felix remembers each bundle that ever asked for Configuration Admin, as the component runtime
   * does in the name of each: its headers and entries, without its classes.
   */
  private static final int KEPT_OF_A_BUNDLE_KIB = 8;

  @TempDir Path folder;
  private final List<String> figures = new ArrayList<>();
  private final FrameLog raw = new FrameLog();
  private final UnitSink units = new UnitSink();
  private EmbeddedServer server;
  private PictureLog pictures;
  private Swaps swaps;

  /** What is done again and again. */
  private record Turn(Duration every, Action action) {}

  /** One swap. */
  private interface Action {
    void run() throws Exception;
  }

  @Test
  void nothingIsLostBlackOrLeftBehindWhilePartsComeAndGo() throws Exception {
    Map<String, Object> main =
        Map.of(
            "stage",
            Place.stage("workshop.usda").toString(),
            "width",
            640,
            "height",
            360,
            "fps",
            FRAMES_PER_SECOND);
    try (EmbeddedServer started =
            EmbeddedServer.start(folder, Map.of("main", main), Ports.OPTIONAL).awaitReady("main");
        Chromium browser = Chromium.start(folder);
        Page page = browser.open(started.ports().page(), PictureLog.KEEP_CONNECTIONS)) {
      server = started;
      swaps = new Swaps(server, folder);
      swaps.removeShipped(RTSP);
      swaps.removeShipped(SHM);
      BrowserIT.awaitMoreFrames(page, FRAMES_PER_SECOND);
      pictures = new PictureLog(page);
      try (var _ = server.stream("main").subscribe(raw);
          var _ =
              server.stream("main")
                  .video()
                  .subscribe(VideoRequest.of(List.of(Codec.H264)), units)) {
        await().until(() -> units.captured.count() > 0);
        watchSwaps();
        if (SOAK) {
          watch("updates in place", UPDATING, updating());
        }
      }
    } finally {
      Files.write(Files.createDirectories(Place.REPORTS).resolve("swap-soak.txt"), figures);
    }
  }

  private void watchSwaps() throws Exception {
    run(WARM_UP, swapping());
    Stock before = stock();
    int removedBefore = swaps.removed();
    PictureLog.Counts began = pictures.counts();
    int firstUnit = units.captured.count();
    Phase without = watch("without swaps", CONTROL, List.of());
    Phase with = watch("swaps", SWAPPING, swapping());
    PictureLog.Counts ended = pictures.counts();
    int delivered = units.captured.count() - firstUnit;
    Stock after = stock();
    say("from " + before + " to " + after);
    say("class loaders left: " + swaps.loadersLeft() + " of " + swaps.removed());
    say("newcomers refused: " + swaps.refused);

    assertThat(raw.faults).as("raw frames lost, repeated or black").isEmpty();
    assertThat(units.faults).as("access units").isEmpty();
    assertThat(ended.connections()).as("connections of the page").isEqualTo(1);
    assertThat(ended.black()).as("black pictures in the browser").isZero();
    assertThat(ended.backwards()).as("pictures in the browser out of order").isZero();
    assertThat(ended.received() - began.received())
        .as("pictures that came to the browser, less those on their way")
        .isCloseTo(delivered, within((long) FRAMES_PER_SECOND));
    assertThat(swaps.refused)
        .as("newcomers that are well")
        .allMatch(problem -> problem.detail().contains("takes more than"))
        .hasSizeLessThan(with.spans().size() / 4);
    assertLeftNothing(before, after, swaps.removed() - removedBefore);
    assertInTime(without, with);
  }

  private Stock stock() throws Exception {
    swaps.takeAway(RTSP);
    swaps.takeAway(SHM);
    return Stock.take();
  }

  private void assertLeftNothing(Stock before, Stock after, int removed) {
    String both = "from " + before + " to " + after;
    await("class loaders of removed bundles, whose threads may be about to end")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          System.gc();
          assertThat(swaps.loadersLeft()).isLessThanOrEqualTo(LOADERS_LEFT);
        });
    assertThat(after.classes()).as(both).isLessThan(before.classes() + 300);
    assertThat(after.metaspaceKiB()).as(both).isLessThan(before.metaspaceKiB() + 3 * 1024);
    assertThat(after.holdings().heapKiB())
        .as(both)
        .isLessThan(before.holdings().heapKiB() + 3 * 1024 + removed * KEPT_OF_A_BUNDLE_KIB);
    assertThat(after.holdings().threads())
        .as(both)
        .isLessThanOrEqualTo(before.holdings().threads() + 4);
    assertThat(after.holdings().descriptors())
        .as(both)
        .isLessThanOrEqualTo(before.holdings().descriptors() + 4);
  }

  /** Installing costs a busy machine some frames' time; a stream that waits for it is far later. */
  private static void assertInTime(Phase without, Phase with) {
    double limit = 2 * without.typicalLongestInASecond() + MORE_PERIODS;
    for (String part : List.of(CONVERTER, ENCODER, RTSP, SHM)) {
      assertThat(with.typicalLongestAround(part))
          .as("the longest interval around a swap of %s, in periods", part)
          .isPositive()
          .isLessThan(limit);
    }
    double own = Math.max(without.all().lateShare(), with.away().lateShare());
    assertThat(with.near().lateShare())
        .as("the share of frames near swaps that are more than a period late")
        .isLessThan(2 * own + MORE_LATE);
  }

  private List<Turn> swapping() {
    // A transport is there for half of its five seconds.
    Duration half = Duration.ofMillis(2500);
    return List.of(
        new Turn(Duration.ofSeconds(2), () -> swaps.replace(CONVERTER, "LdrColor")),
        new Turn(Duration.ofSeconds(7), () -> swaps.replace(ENCODER, "openh264")),
        new Turn(half, () -> swaps.toggle(RTSP, "rtsp")),
        new Turn(half, () -> swaps.toggle(SHM, "shm")));
  }

  private List<Turn> updating() {
    return List.of(
        new Turn(Duration.ofSeconds(2), () -> swaps.update(CONVERTER, "LdrColor")),
        new Turn(Duration.ofSeconds(7), () -> swaps.update(ENCODER, "openh264")));
  }

  /** Does this for so long, and says what became of the pictures. */
  private Phase watch(String what, Duration time, List<Turn> turns) throws Exception {
    int first = raw.captured.count();
    int firstSpan = swaps.spans.size();
    int faults = raw.faults.size();
    long skipped = server.counter("TICKS_SKIPPED");
    pictures.presented(PERIOD_NANOS);
    PictureLog.Counts began = pictures.counts();
    run(time, turns);
    List<Swaps.Span> spans = swaps.spans.subList(firstSpan, swaps.spans.size());
    Phase phase =
        new Phase(raw.captured, first, raw.captured.count(), List.copyOf(spans), PERIOD_NANOS);
    say(
        "%s: %d swaps, %d frames, %d ticks left out, %d frames not encoded, faults %s"
            .formatted(
                what,
                spans.size(),
                phase.frames(),
                server.counter("TICKS_SKIPPED") - skipped,
                phase.without(units.captured),
                raw.faults.stream().skip(faults).toList()));
    say("  near  " + phase.near());
    say("  away  " + phase.away());
    phase.lateNear().forEach(late -> say("  late  " + late));
    say(
        "  longest interval of a second %.1f periods, of a swap %s"
            .formatted(
                phase.typicalLongestInASecond(),
                Stream.of(CONVERTER, ENCODER, RTSP, SHM)
                    .map(part -> "%s %.1f".formatted(part, phase.typicalLongestAround(part)))
                    .toList()));
    say("  in the browser " + pictures.presented(PERIOD_NANOS));
    say("  " + began + " to " + pictures.counts());
    return phase;
  }

  /** Does what is due, one after the other, until the time is over. */
  private static void run(Duration time, List<Turn> turns) throws Exception {
    long began = System.nanoTime();
    long[] due = new long[turns.size()];
    while (System.nanoTime() - began < time.toNanos()) {
      long next = time.toNanos();
      for (int i = 0; i < due.length; i++) {
        if (due[i] <= System.nanoTime() - began) {
          turns.get(i).action().run();
          due[i] += turns.get(i).every().toNanos();
        }
        next = Math.min(next, due[i]);
      }
      TimeUnit.NANOSECONDS.sleep(began + next - System.nanoTime());
    }
  }

  private void say(String line) {
    figures.add(line);
    System.out.println("SwapSoakIT: " + line);
  }
}

package io.oriel.runtime.itest;

import static io.oriel.runtime.itest.EmbeddedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.PickQuery;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.VariantSet;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a stage while it is shown: variants, edits, lost readers, hostile files. */
class StageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The middle of the calibration stage has no channel below 52. */
  private static final int DARKEST = 48;

  private static final String VARIANTS =
      """
      #usda 1.0
      (
        defaultPrim = "World"
      )
      def Xform "World" (
        prepend variantSets = "shape"
        variants = { string shape = "ball" }
      )
      {
        variantSet "shape" = {
          "ball" {
            def Sphere "Ball"
            {
              double radius = 2
            }
          }
          "box" {
            def Cube "Box"
            {
              double size = 3
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void lostWorkersAndHostileFilesLeaveThePictureAndTheNextOpenWorks() throws Exception {
    Path large = LargeStage.write(folder.resolve("large.usda"));
    Path hostile = Files.writeString(folder.resolve("hostile.usda"), "#usda 1.0\ndef \"\u0000{{{");
    try (EmbeddedServer server = started(Place.stage("calibration.usda"), Map.of())) {
      StreamControl stream = server.stream("main");
      RawSink sink = new RawSink(DARKEST);
      try (var frames = stream.subscribe(sink)) {
        CompletionStage<StageStatus> killed = stream.openStage(StageSource.of(large.toString()));
        awaitReading(stream, killed);
        signalReader("KILL");
        assertThat(failure(killed).code()).isEqualTo(ErrorCode.STAGE_READER_FAILED);

        CompletionStage<StageStatus> stopped = reading(stream, large);
        signalReader("STOP");
        assertThat(failure(stopped).code()).isEqualTo(ErrorCode.STAGE_TIMEOUT);

        assertThat(failure(stream.openStage(StageSource.of(hostile.toString()))))
            .hasMessageContaining("hostile.usda")
            .extracting(OrielException::code)
            .isEqualTo(ErrorCode.STAGE_INVALID);

        // The stage that is shown is still the first one.
        assertThat(answer(stream.properties("/World/Star")))
            .extracting(Property::name)
            .contains("points");
        int before = sink.frames.get();
        await().atMost(PATIENCE).until(() -> sink.frames.get() > before + 30);
        assertThat(sink.faults).as("frames while loads failed").isEmpty();
      }
      answer(stream.openStage(StageSource.of(Place.stage("workshop.usda").toString())));
      assertThat(stream.status().stage().generation()).isEqualTo(2);
    }
  }

  @Test
  void anotherVariantIsShown() throws Exception {
    Path file = Files.writeString(folder.resolve("variants.usda"), VARIANTS);
    try (EmbeddedServer server = started(file, Map.of())) {
      StreamControl stream = server.stream("main");
      assertThat(answer(stream.variants("/World")))
          .containsExactly(new VariantSet("shape", List.of("ball", "box"), "ball"));
      assertThat(pickedInTheMiddle(stream)).isEqualTo("/World/Ball");
      answer(stream.selectVariant("/World", "shape", "box"));
      assertThat(answer(stream.variants("/World")))
          .containsExactly(new VariantSet("shape", List.of("ball", "box"), "box"));
      assertThat(pickedInTheMiddle(stream)).isEqualTo("/World/Box");
    }
  }

  @Test
  void anEditedFileIsShown() throws Exception {
    Path file = Files.writeString(folder.resolve("variants.usda"), VARIANTS);
    try (EmbeddedServer server = started(file, Map.of("reloadOnChange", true))) {
      StreamControl stream = server.stream("main");
      Files.writeString(
          file, VARIANTS.replace("string shape = \"ball\"", "string shape = \"box\""));
      await().atMost(PATIENCE).until(() -> stream.status().stage().generation() >= 2);
      assertThat(pickedInTheMiddle(stream)).isEqualTo("/World/Box");
    }
  }

  private EmbeddedServer started(Path stage, Map<String, Object> more) throws Exception {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("stage", stage.toString());
    settings.put("width", 640);
    settings.put("height", 360);
    return EmbeddedServer.start(folder, Map.of("main", settings)).awaitReady("main");
  }

  private static void awaitReading(StreamControl stream, CompletionStage<?> load) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          StageStatus stage = stream.status().stage();
          return stage.loading().isPresent() && stage.progress() > 0.1
              || load.toCompletableFuture().isDone();
        });
  }

  /** Opens a stage with a time limit, and is there while it is read, however slow that begins. */
  private static CompletionStage<StageStatus> reading(StreamControl stream, Path stage) {
    Duration limit = Duration.ofSeconds(10);
    while (true) {
      CompletionStage<StageStatus> load =
          stream.openStage(StageSource.of(stage.toString()).within(limit));
      awaitReading(stream, load);
      if (!load.toCompletableFuture().isDone()) {
        return load;
      }
      limit = limit.multipliedBy(2);
    }
  }

  /** To the worker that reads: the one that has worked most. */
  private static void signalReader(String signal) throws Exception {
    ProcessHandle reader =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().commandLine().orElse("").contains("worker.py"))
            .max(Comparator.comparing(StageIT::work))
            .orElseThrow();
    new ProcessBuilder("kill", "-" + signal, String.valueOf(reader.pid())).start().waitFor();
  }

  private static Duration work(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static OrielException failure(CompletionStage<?> asked) {
    try {
      asked.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof OrielException named) {
        return named;
      }
      throw e;
    }
    throw new AssertionError("a load succeeded that cannot");
  }

  private static String pickedInTheMiddle(StreamControl stream) throws Exception {
    long generation = stream.status().stage().generation();
    PickQuery query = new PickQuery(320, 180, 1, 1, generation);
    return answer(stream.pick(query)).hits().getFirst().primPath();
  }
}

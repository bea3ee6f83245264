package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stage.SceneSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of real workers with bytes changed, lost and moved: a stage or a clear refusal. */
class MutationTest {
  private static final int MUTATIONS = 2_000;
  private static final List<byte[]> ANSWERS = new ArrayList<>();

  @TempDir private static Path scripts;

  @BeforeAll
  static void record() throws Exception {
    Path main = WorkerScripts.unpack(scripts);
    for (String name :
        List.of("shapes", "meshes", "shown", "instances", "deforming", "cameras", "spline")) {
      ANSWERS.add(answer(main, TestReaders.file(name + ".usda")));
    }
  }

  /** All bytes that a worker sends for a file, its greeting included. */
  private static byte[] answer(Path main, Path file) throws Exception {
    Process worker =
        new WorkerProcess(TestReaders.python(), main, 0)
            .builder()
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    worker.getOutputStream().write(Wire.request(file, TestReaders.DEFAULTS));
    worker.getOutputStream().close();
    byte[] answer = worker.getInputStream().readAllBytes();
    assertThat(worker.waitFor()).isZero();
    return answer;
  }

  /** True if the answer made a stage; every other outcome but a checked refusal is a defect. */
  private static boolean readable(byte[] answer) {
    FrameReader frames = new FrameReader(new ByteArrayInputStream(answer));
    Job job =
        new Job(
            Path.of("x"),
            TestReaders.DEFAULTS,
            new TestReaders.FakeMonitor(),
            Duration.ofSeconds(1));
    try {
      frames.next(8192);
      for (Optional<Frame> next = frames.next(1 << 20);
          next.isPresent();
          next = frames.next(1 << 20)) {
        if (next.get().kind() == Wire.DONE) {
          UsdStage stage = job.finish();
          SceneSample sample = new SceneSample(stage.geometry());
          stage.geometry().sample(stage.info().startTimeCode() + 1.3, sample);
          stage.geometry().sample(stage.info().endTimeCode(), sample);
          return true;
        }
        job.accept(next.get());
      }
    } catch (IOException refused) {
      return false;
    }
    return false;
  }

  @Test
  void unchangedAnswersAreRead() {
    assertThat(ANSWERS).allMatch(MutationTest::readable);
  }

  @Test
  void changedAnswersAreReadOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < MUTATIONS; round++) {
      byte[] answer = mutate(ANSWERS.get(random.nextInt(ANSWERS.size())), random);
      try {
        read += readable(answer) ? 1 : 0;
      } catch (RuntimeException | Error defect) {
        throw new AssertionError("seed " + seed + ", round " + round, defect);
      }
    }
    // Both ways are really walked: most changed numbers are harmless, most changed lengths not.
    assertThat(read).as("seed %d", seed).isBetween(MUTATIONS / 50, MUTATIONS - MUTATIONS / 50);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] answer = original.clone();
    int at = random.nextInt(answer.length);
    switch (random.nextInt(5)) {
      case 0 -> answer[at] = (byte) random.nextInt();
      case 1 -> answer[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        byte[] extremes = {0, -1, 127, -128};
        byte value = extremes[random.nextInt(4)];
        for (int k = at; k < Math.min(answer.length, at + 4); k++) {
          answer[k] = value;
        }
      }
      case 3 -> answer = java.util.Arrays.copyOf(answer, at);
      default -> {
        int from = random.nextInt(answer.length);
        int length = Math.min(random.nextInt(64), answer.length - Math.max(at, from));
        System.arraycopy(original, from, answer, at, length);
      }
    }
    return answer;
  }
}

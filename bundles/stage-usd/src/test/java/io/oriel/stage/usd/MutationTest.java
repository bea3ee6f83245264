package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stage.Property;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.VariantSet;
import io.oriel.tck.FakeLoadMonitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of real workers with bytes changed, lost and moved: understood or clearly refused. */
class MutationTest {
  private static final int MUTATIONS = 2_000;
  private static final List<byte[]> ANSWERS = new ArrayList<>();
  private static final Opening STAGE = TestReaders.opening(Path.of("x"));
  private static final Question<Property> PROPERTIES = Question.properties(STAGE, "/A", 0);
  private static final Question<VariantSet> VARIANTS = Question.variants(STAGE, "/A");

  /** What a worker tells of the prims of values.usda, without the frames' headers. */
  private static final List<byte[]> PROPERTY_ANSWERS = new ArrayList<>();

  private static final List<byte[]> VARIANT_ANSWERS = new ArrayList<>();

  @TempDir private static Path scripts;

  @BeforeAll
  static void record() throws Exception {
    Path main = WorkerScripts.unpack(scripts);
    for (String name :
        List.of("shapes", "meshes", "shown", "instances", "deforming", "cameras", "spline")) {
      ANSWERS.add(answer(main, TestReaders.file(name + ".usda")));
    }
    ANSWERS.add(answer(main, LooksTest.pictured(scripts)));
    Path values = TestReaders.file("values.usda");
    for (String path : List.of("/A", "/LongArrays")) {
      PROPERTY_ANSWERS.add(last(answer(main, values, Wire.askProperties(path, 5))));
      VARIANT_ANSWERS.add(last(answer(main, values, Wire.askVariants(path))));
    }
  }

  /** What the last frame carries. */
  private static byte[] last(byte[] answer) throws IOException {
    FrameReader frames = new FrameReader(new ByteArrayInputStream(answer));
    Frame last = frames.next(() -> 8192).orElseThrow();
    for (Optional<Frame> next = Optional.of(last);
        next.isPresent();
        next = frames.next(() -> 1 << 20)) {
      last = next.get();
    }
    return last.payload().bytes(last.payload().size());
  }

  /**
   * All bytes that a worker sends for a file, its greeting included, and for questions about it.
   */
  static byte[] answer(Path main, Path file, byte[]... questions) throws Exception {
    Process worker =
        new WorkerProcess(TestReaders.python(), main, 0)
            .builder()
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    worker.getOutputStream().write(Wire.open(Wire.LOAD, TestReaders.opening(file)));
    for (byte[] question : questions) {
      worker.getOutputStream().write(question);
    }
    worker.getOutputStream().close();
    byte[] answer = worker.getInputStream().readAllBytes();
    assertThat(worker.waitFor()).isZero();
    return answer;
  }

  /** True if the answer made a stage; every other outcome but a checked refusal is a defect. */
  private static boolean readable(byte[] answer) {
    FrameReader frames = new FrameReader(new ByteArrayInputStream(answer));
    Job job = new Job(TestReaders.opening(Path.of("x")), new FakeLoadMonitor());
    try {
      frames.next(() -> 8192);
      for (Optional<Frame> next = frames.next(() -> 1 << 20);
          next.isPresent();
          next = frames.next(() -> 1 << 20)) {
        Optional<StageContents> done = job.accept(next.get());
        if (done.isPresent()) {
          StageContents stage = done.get();
          SceneSample sample = new SceneSample(stage.geometry());
          stage.geometry().sample(stage.info().startTimeCode() + 1.3, sample);
          stage.geometry().sample(stage.info().endTimeCode(), sample);
          return true;
        }
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

  @Test
  void changedAnswersToQuestionsAreUnderstoodOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < 10 * MUTATIONS; round++) {
      boolean properties = random.nextBoolean();
      List<byte[]> answers = properties ? PROPERTY_ANSWERS : VARIANT_ANSWERS;
      byte[] answer = mutate(answers.get(random.nextInt(answers.size())), random);
      try {
        understood += understood(answer, properties ? PROPERTIES : VARIANTS) ? 1 : 0;
      } catch (RuntimeException | Error defect) {
        throw new AssertionError("seed " + seed + ", round " + round, defect);
      }
    }
    assertThat(understood)
        .as("seed %d", seed)
        .isBetween(MUTATIONS / 5, 10 * MUTATIONS - MUTATIONS / 5);
  }

  private static boolean understood(byte[] answer, Question<?> question) {
    try {
      return question.accept(new Frame(question.kind(), new Payload(answer))).isPresent();
    } catch (MalformedFrameException refused) {
      return false;
    }
  }

  @Test
  void aValueThatIsEndlesslyDeepIsRefused() {
    ByteBuffer answer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    answer.putInt(1).putInt(0).putInt(0).put((byte) 1);
    while (answer.remaining() >= 5) {
      answer.put((byte) 5).putInt(1);
    }
    assertThat(understood(answer.array(), PROPERTIES)).isFalse();
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

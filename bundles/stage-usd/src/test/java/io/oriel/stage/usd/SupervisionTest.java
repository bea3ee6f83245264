package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import io.oriel.tck.FakeLoadMonitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die, hang, babble or never were workers, real ones and fakes. */
class SupervisionTest {
  /** What a worker says first: a HELLO frame with two names of one letter. */
  /** It lives on one of its own, and what it complains of is read on another. */
  private static final int THREADS_OF_A_WORKER = 2;

  private static final String HELLO =
      "printf '\\020\\000\\000\\000\\001ORUS\\003\\000\\001\\000\\000\\000u\\001\\000\\000\\000p'";

  @TempDir private Path folder;
  private UsdStageReader reader;

  @AfterEach
  void stop() {
    if (reader != null) {
      reader.deactivate();
    }
    assertThat(workers()).as("processes left behind").isEmpty();
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  /** A program that takes the place of the Python interpreter. */
  private UsdStageReader fake(String... lines) throws IOException {
    Path script = folder.resolve("fake-python");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return TestReaders.reader(TestReaders.withPython(script));
  }

  /** A stage that OpenUSD never finishes opening: one of its layers is a pipe without a writer. */
  private Path endless() throws Exception {
    Path pipe = folder.resolve("pipe.usda");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return Files.writeString(
        folder.resolve("endless.usda"), "#usda 1.0\n(subLayers = [@./pipe.usda@])\n");
  }

  private OrielException failure(Path file, Duration limit) {
    return catchThrowableOfType(
        OrielException.class,
        () -> reader.open(StageSource.of(file.toString()).within(limit), new FakeLoadMonitor()));
  }

  private void fails(ErrorCode code, String... words) {
    OrielException failure = failure(TestReaders.file("shapes.usda"), Duration.ofSeconds(60));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    assertThat(failure).hasMessageContainingAll(words);
  }

  private long counted(UsdCounter counter) {
    return reader.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(CounterReading::value)
        .sum();
  }

  @Test
  void aMissingInterpreterIsNamedWithTheRemedy() {
    reader = TestReaders.reader(TestReaders.withPython(Path.of("/no/such/python")));

    fails(ErrorCode.STAGE_READER_UNAVAILABLE, "/no/such/python", "runtime/run", "python");
  }

  @Test
  void anInterpreterWithoutUsdCoreIsNamedWithTheRemedy() throws Exception {
    // Without its site packages the interpreter has no pxr.
    reader = fake("shift", "exec '" + TestReaders.python() + "' -I -S \"$@\"");

    fails(ErrorCode.STAGE_READER_UNAVAILABLE, "usd-core", "pxr", "runtime/run");
  }

  @Test
  void aProgramThatIsNoWorkerIsNamed() throws Exception {
    reader = fake("echo usage: frobnicate FILE");

    fails(ErrorCode.STAGE_READER_UNAVAILABLE, "fake-python", "no USD worker");
  }

  @Test
  void aWorkerThatEndsAtOnceSaysWhatItWroteLast() throws Exception {
    reader = fake("echo the cat sat on the keyboard >&2", "exit 3");

    fails(ErrorCode.STAGE_READER_UNAVAILABLE, "status 3", "the cat sat on the keyboard");
  }

  @Test
  void anotherProtocolVersionIsRefused() throws Exception {
    reader = fake(HELLO.replace("ORUS\\003", "ORUS\\004"), "exec sleep 1000");

    fails(ErrorCode.STAGE_READER_UNAVAILABLE, "protocol version 4 instead of 3");
  }

  @Test
  void garbageInsteadOfAnAnswerFailsTheLoadAndEndsTheWorker() throws Exception {
    reader =
        fake(HELLO, "head -c 40 >/dev/null", "yes garbage | head -c 100000", "exec sleep 1000");

    fails(ErrorCode.STAGE_READER_FAILED, "shapes.usda", "broke the protocol");
    assertThat(counted(UsdCounter.FRAMES_MALFORMED)).isEqualTo(1);
  }

  @Test
  void anEndlessFlowOfFramesIsCutOff() throws Exception {
    // Warnings of five bytes for ever: each one is in order, all together are too many.
    reader =
        fakeWithin(
            1000,
            HELLO,
            "head -c 40 >/dev/null",
            "while printf '\\005\\000\\000\\000\\013\\001\\000\\000\\000w'; do :; done");

    fails(ErrorCode.STAGE_READER_FAILED, "bytes in all");
  }

  private UsdStageReader fakeWithin(int points, String... lines) throws IOException {
    fake(lines).deactivate();
    String python = folder.resolve("fake-python").toString();
    return TestReaders.reader(new Settings(python, 0, 1, 1, points, 0, 0, List.of()));
  }

  @Test
  void aCrashIsNamedWithFileAndSignal() throws Exception {
    reader = fake(HELLO, "head -c 40 >/dev/null", "kill -SEGV $$");

    fails(ErrorCode.STAGE_READER_FAILED, "shapes.usda", "crashed (signal 11)", "4096 MiB");
    assertThat(counted(UsdCounter.WORKERS_DIED)).isEqualTo(1);
  }

  @Test
  void aWorkerThatHangsIsKilledAtTheTimeLimit() throws Exception {
    reader = fake(HELLO, "exec sleep 1000");

    OrielException failure = failure(TestReaders.file("shapes.usda"), Duration.ofSeconds(1));

    assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_TIMEOUT);
    assertThat(failure).hasMessageContainingAll("shapes.usda", "within 1.0 s");
    assertThat(counted(UsdCounter.LOADS_TIMED_OUT)).isEqualTo(1);
  }

  @Test
  void anInterpreterThatNeverGetsReadyIsNotTheStagesFault() throws Exception {
    reader = fake("exec sleep 1000");

    OrielException failure = failure(TestReaders.file("shapes.usda"), Duration.ofSeconds(1));

    assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_READER_UNAVAILABLE);
    assertThat(failure).hasMessageContaining("did not become ready");
  }

  @Test
  void aKilledWorkerIsNamedAndTheNextStageOpens() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    Path endless = endless();
    CompletableFuture<OrielException> load =
        CompletableFuture.supplyAsync(() -> failure(endless, Duration.ofSeconds(60)));
    ProcessHandle worker = busyWorker();

    signal("KILL", worker);

    OrielException failure = load.get();
    assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_READER_FAILED);
    assertThat(failure).hasMessageContainingAll("endless.usda", "was killed (signal 9)");
    try (Stage stage = TestReaders.open(reader, TestReaders.file("shapes.usda"))) {
      assertThat(stage.tree().count()).isEqualTo(9);
    }
  }

  @Test
  void aKilledSpareIsReplacedByTheNextLoad() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    await().until(() -> !workers().isEmpty());
    signal("KILL", workers().getFirst());
    await().until(() -> counted(UsdCounter.WORKERS_ENDED) == 1);

    try (Stage stage = TestReaders.open(reader, TestReaders.file("shapes.usda"))) {
      assertThat(stage.tree().count()).isEqualTo(9);
    }
  }

  /** A stage whose worker is the only process: the spare one comes two seconds later. */
  private Stage asked(Duration questionLimit) throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS, questionLimit);
    Stage stage = TestReaders.open(reader, TestReaders.file("shapes.usda"));
    assertThat(question(stage).get()).isNotEmpty();
    return stage;
  }

  private static CompletableFuture<List<Property>> question(Stage stage) {
    return stage.queries().properties("/Model/Cube", 0).toCompletableFuture();
  }

  private static OrielException unanswered(CompletableFuture<List<Property>> question) {
    return (OrielException)
        catchThrowableOfType(ExecutionException.class, question::get).getCause();
  }

  /** The worker that the stage keeps: the oldest one. */
  private static ProcessHandle keeper() {
    return workers().stream()
        .min(Comparator.comparing(worker -> worker.info().startInstant().orElseThrow()))
        .orElseThrow();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  @Test
  void aStageKeepsItsWorkerUntilItIsClosed() throws Exception {
    Stage stage = asked(Duration.ofSeconds(60));
    ProcessHandle keeper = keeper();

    stage.close();

    await().until(() -> !keeper.isAlive());
    await().until(() -> counted(UsdCounter.WORKERS_ENDED) == 1);
    assertThat(counted(UsdCounter.WORKERS_DIED)).isZero();
    assertThat(counted(UsdCounter.WORKERS_KILLED)).isZero();
  }

  @Test
  void aStageWhoseWorkerWasKilledGoesOnAndTheNextQuestionOpensItAgain() throws Exception {
    try (Stage stage = asked(Duration.ofSeconds(60))) {
      signal("KILL", keeper());
      await().until(() -> counted(UsdCounter.WORKERS_DIED) == 1);

      assertThat(stage.tree().count()).isEqualTo(9);
      assertThat(question(stage).get()).isNotEmpty();
      assertThat(question(stage).get()).isNotEmpty();
      assertThat(counted(UsdCounter.QUERIES_FAILED)).isZero();
    }
  }

  @Test
  void aQuestionWhoseWorkerIsKilledFailsWithTheCause() throws Exception {
    try (Stage stage = asked(Duration.ofSeconds(60))) {
      ProcessHandle keeper = keeper();
      signal("STOP", keeper);
      CompletableFuture<List<Property>> first = question(stage);
      CompletableFuture<List<Property>> second = question(stage);
      signal("KILL", keeper);

      OrielException failure = unanswered(first);
      assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_READER_FAILED);
      assertThat(failure).hasMessageContainingAll("shapes.usda", "was killed (signal 9)");
      assertThat(second.get()).isNotEmpty();
      assertThat(counted(UsdCounter.QUERIES_FAILED)).isEqualTo(1);
    }
  }

  @Test
  void aQuestionToAStoppedWorkerEndsAtItsTimeLimit() throws Exception {
    try (Stage stage = asked(Duration.ofSeconds(3))) {
      ProcessHandle keeper = keeper();
      signal("STOP", keeper);

      OrielException failure = unanswered(question(stage));

      assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_TIMEOUT);
      assertThat(failure).hasMessageContainingAll("shapes.usda", "question", "within 3.0 s");
      await().until(() -> !keeper.isAlive());
      assertThat(question(stage).get()).isNotEmpty();
    }
  }

  @Test
  void aStoppedWorkerIsKilledWhenItsStageIsClosed() throws Exception {
    Stage stage = asked(Duration.ofSeconds(60));
    ProcessHandle keeper = keeper();
    signal("STOP", keeper);
    CompletableFuture<List<Property>> first = question(stage);
    CompletableFuture<List<Property>> second = question(stage);

    stage.close();

    assertThat(unanswered(second).code()).isEqualTo(ErrorCode.SUPERSEDED);
    assertThat(unanswered(first).code()).isEqualTo(ErrorCode.SUPERSEDED);
    await().until(() -> !keeper.isAlive());
  }

  @Test
  void aStageThatIsGoneCannotBeAskedAfterItsWorkerWasLost() throws Exception {
    Path file = Files.writeString(folder.resolve("brief.usda"), "#usda 1.0\ndef Cube \"C\" {\n}\n");
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    try (Stage stage = TestReaders.open(reader, file)) {
      signal("KILL", keeper());
      await().until(() -> counted(UsdCounter.WORKERS_DIED) == 1);
      Files.delete(file);

      OrielException failure =
          unanswered(stage.queries().properties("/C", 0).toCompletableFuture());

      assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
      assertThat(failure).hasMessageContaining("brief.usda");
      assertThat(stage.geometry().meshes()).hasSize(1);
    }
  }

  @Test
  void aReaderThatIsGoneAnswersNothingMore() throws Exception {
    try (Stage stage = asked(Duration.ofSeconds(60))) {
      reader.deactivate();

      assertThat(unanswered(question(stage)).code()).isEqualTo(ErrorCode.STAGE_READER_UNAVAILABLE);
      assertThat(stage.tree().count()).isEqualTo(9);
    }
  }

  @Test
  void aReaderThatIsGoneStartsNoWorker() {
    WarmWorker gone = real(new CounterSet<>(UsdCounter.class, Map.of()));
    gone.close();

    OrielException refusal = catchThrowableOfType(OrielException.class, gone::take);

    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.STAGE_READER_UNAVAILABLE);
  }

  @Test
  void anErrorFailsOnlyTheQuestionThatItBefell() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    Path shapes = TestReaders.file("shapes.usda");
    CounterSet<UsdCounter> counters = new CounterSet<>(UsdCounter.class, Map.of());
    WarmWorker workers = real(counters);
    Opening failing = opening(shapes, new FailingOnce());
    try (UsdStage stage = (UsdStage) TestReaders.open(reader, shapes);
        UsdQueries queries =
            new UsdQueries(failing, stage.contents().tree(), Optional.empty(), workers, counters)) {
      CompletableFuture<List<Property>> first = asking(queries);
      CompletableFuture<List<Property>> second = asking(queries);

      assertThat(first)
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(OrielException.class)
          .withMessageContaining("a class that is gone");
      assertThat(second).succeedsWithin(Duration.ofSeconds(60)).asList().isNotEmpty();
      assertThat(counters.get(UsdCounter.QUERIES_FAILED)).isEqualTo(1);
    } finally {
      workers.close();
    }
  }

  /** Starts workers that are no fakes, the first one when it is asked for. */
  private WarmWorker real(CounterSet<UsdCounter> counters) {
    return new WarmWorker(
        () ->
            new WorkerProcess(
                TestReaders.python(), WorkerScripts.unpack(folder.resolve("scripts")), 4L << 30),
        counters);
  }

  private static Opening opening(Path file, Map<String, Map<String, String>> variants) {
    Opening plain = TestReaders.opening(file);
    return new Opening(
        file, plain.url(), variants, plain.settings(), plain.limit(), plain.questionLimit());
  }

  private static CompletableFuture<List<Property>> asking(UsdQueries queries) {
    return queries.properties("/Model/Cube", 0).toCompletableFuture();
  }

  /** No variants; the first one who looks finds that a class cannot be loaded. */
  private static final class FailingOnce extends AbstractMap<String, Map<String, String>> {
    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    public Set<Entry<String, Map<String, String>>> entrySet() {
      if (failed.compareAndSet(false, true)) {
        throw new NoClassDefFoundError("a class that is gone");
      }
      return Set.of();
    }
  }

  @Test
  void aWorkerThatBabblesInsteadOfAnsweringIsReplaced() throws Exception {
    // The first one hands a stage over and then talks nonsense; the next one is real.
    Path shapes = TestReaders.file("shapes.usda");
    byte[] recorded = MutationTest.answer(WorkerScripts.unpack(folder.resolve("scripts")), shapes);
    int greeting = 5 + recorded[0];
    Path hello = Files.write(folder.resolve("hello"), Arrays.copyOf(recorded, greeting));
    Path stageFile =
        Files.write(
            folder.resolve("stage"), Arrays.copyOfRange(recorded, greeting, recorded.length));
    int request = Wire.open(Wire.LOAD, TestReaders.opening(shapes)).length;
    Path flag = folder.resolve("flag");
    reader =
        fake(
            "if [ -e " + flag + " ]; then exec '" + TestReaders.python() + "' \"$@\"; fi",
            "touch " + flag,
            "cat " + hello,
            "head -c " + request + " >/dev/null",
            "cat " + stageFile,
            "head -c 1 >/dev/null",
            "echo this is no answer",
            "exec sleep 1000");
    try (Stage stage = TestReaders.open(reader, shapes)) {
      assertThat(stage.tree().count()).isEqualTo(9);

      OrielException failure = unanswered(question(stage));

      assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_READER_FAILED);
      assertThat(failure).hasMessageContainingAll("shapes.usda", "broke the protocol");
      assertThat(question(stage).get()).isNotEmpty();
    }
  }

  @Test
  void aCancelledLoadEndsItsWorkerAtOnce() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    Path endless = endless();
    FakeLoadMonitor monitor = new FakeLoadMonitor();
    CompletableFuture<OrielException> load =
        CompletableFuture.supplyAsync(() ->
            catchThrowableOfType(
                OrielException.class,
                () -> reader.open(StageSource.of(endless.toString()), monitor)));
    ProcessHandle worker = busyWorker();

    monitor.cancel();

    assertThat(load.get().code()).isEqualTo(ErrorCode.SUPERSEDED);
    await().until(() -> !worker.isAlive());
    assertThat(counted(UsdCounter.LOADS_CANCELLED)).isEqualTo(1);
    assertThat(counted(UsdCounter.LOADS_FAILED)).isZero();
  }

  @Test
  void aLoadThatWasCancelledBeforeItBeganStartsNothing() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    FakeLoadMonitor monitor = new FakeLoadMonitor();
    monitor.cancel();

    OrielException failure =
        catchThrowableOfType(
            OrielException.class,
            () -> reader.open(StageSource.of(TestReaders.file("shapes.usda").toString()), monitor));

    assertThat(failure.code()).isEqualTo(ErrorCode.SUPERSEDED);
  }

  @Test
  void stoppingTheReaderEndsALoadAndItsWorker() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    Path endless = endless();
    CompletableFuture<OrielException> load =
        CompletableFuture.supplyAsync(() -> failure(endless, Duration.ofSeconds(60)));
    busyWorker();

    reader.deactivate();

    assertThat(load.get().code()).isEqualTo(ErrorCode.STAGE_READER_UNAVAILABLE);
    assertThat(workers()).isEmpty();
  }

  @Test
  void aWorkerThatOutgrowsItsMemoryLimitSaysSo() throws Exception {
    reader =
        TestReaders.reader(
            new Settings(
                TestReaders.python(),
                1500L << 20,
                1000,
                1000,
                1 << 30,
                1 << 20,
                1 << 20,
                List.of()));
    Path big = folder.resolve("big.usda");
    try (var out = Files.newBufferedWriter(big)) {
      out.write("#usda 1.0\ndef Mesh \"M\" {\n  int[] faceVertexIndices = [");
      for (int k = 0; k < 3_000_000; k++) {
        out.write("0, ");
      }
      out.write("0]\n}\n");
    }

    OrielException failure = failure(big, Duration.ofSeconds(120));

    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(ErrorCode.STAGE_TOO_LARGE);
    assertThat(failure).hasMessageContainingAll("big.usda", "1500 MiB", "memoryLimitMiB");
  }

  @Test
  void loadsLeaveNoDescriptorThreadOrProcessBehind() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    Path good = TestReaders.file("shapes.usda");
    Path bad = TestReaders.file("syntax.usda");
    TestReaders.open(reader, good).close();
    settle(1);
    long descriptors = descriptors();

    for (int load = 0; load < 5; load++) {
      TestReaders.open(reader, good).close();
      assertThat(failure(bad, Duration.ofSeconds(60))).isNotNull();
    }

    settle(11);
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
    assertThat(workers()).hasSize(1);
    assertThat(counted(UsdCounter.WORKERS_DIED)).isZero();
    assertThat(counted(UsdCounter.WORKERS_KILLED)).isZero();
  }

  /** Waits until all but the spare worker and its threads are gone, and that one is there. */
  private void settle(long ended) {
    await()
        .until(() ->
            counted(UsdCounter.WORKERS_ENDED) == ended
                && counted(UsdCounter.WORKERS_STARTED) == ended + 1
                && threads() == THREADS_OF_A_WORKER);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("oriel-usd"))
        .count();
  }

  @Test
  void workersDieWithAServerThatIsKilled() throws Exception {
    Path endless = endless();
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerHolder.class.getName(),
                endless.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(server.getInputStream()))) {
      List<ProcessHandle> held =
          Stream.of(lines.readLine().split(" "))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      assertThat(held).hasSize(2).allMatch(ProcessHandle::isAlive);

      server.destroyForcibly();

      await().until(() -> held.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  /** The worker once it hangs in the pipe that {@link #endless} put in its way. */
  private ProcessHandle busyWorker() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> workers().stream().anyMatch(worker -> opensPipe(worker.pid())));
    return workers().stream().filter(worker -> opensPipe(worker.pid())).findFirst().orElseThrow();
  }

  /** True while some thread of the process waits for a pipe to be opened at its other end. */
  static boolean opensPipe(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.anyMatch(SupervisionTest::waitsForPartner);
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean waitsForPartner(Path task) {
    try {
      String[] call = Files.readString(task.resolve("syscall")).split(" ");
      // openat on x86-64: the worker opens nothing else that blocks.
      return call[0].equals("257");
    } catch (IOException gone) {
      return false;
    }
  }
}

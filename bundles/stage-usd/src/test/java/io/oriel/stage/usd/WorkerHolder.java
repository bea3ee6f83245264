package io.oriel.stage.usd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** A server to be killed: holds an idle worker and one that hangs, and says which they are. */
final class WorkerHolder {
  private WorkerHolder() {}

  public static void main(String[] args) throws Exception {
    UsdStageReader busy = TestReaders.reader(TestReaders.DEFAULTS);
    Thread.ofPlatform()
        .start(() -> {
          try {
            TestReaders.open(busy, Path.of(args[0]));
          } catch (Exception ended) {
            throw new IllegalStateException(ended);
          }
        });
    TestReaders.reader(TestReaders.DEFAULTS);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            ProcessHandle.current().children().count() == 2
                && ProcessHandle.current()
                    .children()
                    .anyMatch(worker -> SupervisionTest.opensPipe(worker.pid())));
    System.out.println(
        ProcessHandle.current()
            .children()
            .map(worker -> Long.toString(worker.pid()))
            .collect(Collectors.joining(" ")));
    Thread.currentThread().join();
  }
}

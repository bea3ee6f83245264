package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Reads stages on a thread of their own, so that a reader which does not end when its load is given
 * up holds nobody but itself. What it delivers afterwards is closed.
 */
final class StageReading {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** Warnings of one stage that are logged; a hostile file fills no log. */
  private static final int MAX_WARNINGS = 20;

  private final String stream;
  private final CounterSet<EngineCounter> counters;

  StageReading(String stream, CounterSet<EngineCounter> counters) {
    this.stream = stream;
    this.counters = counters;
  }

  /**
   * Returns when the stage is there or, within {@link RenderCommands#PATIENCE}, when the load is
   * given up.
   */
  Stage read(StageReader reader, Load load) throws OrielException {
    CompletableFuture<Stage> delivered = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("oriel-read-" + stream)
            .start(() -> deliver(reader, load, delivered));
    load.onCancel(() -> giveUp(load, delivered, thread));
    try {
      Stage stage = delivered.join();
      logWarnings(load, stage);
      return stage;
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Problems.exception(Problems.of(cause, ErrorCode.STAGE_READER_FAILED), cause);
    }
  }

  private static void deliver(StageReader reader, Load load, CompletableFuture<Stage> delivered) {
    try {
      Stage stage = reader.open(load.source(), load);
      if (!delivered.complete(stage)) {
        LoadedStage.close(stage);
      }
    } catch (Throwable e) {
      delivered.completeExceptionally(e);
    }
  }

  private void giveUp(Load load, CompletableFuture<Stage> delivered, Thread thread) {
    Executor later =
        CompletableFuture.delayedExecutor(
            RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS, OffThread.EXECUTOR);
    later.execute(() -> {
      Problem why = load.cancelReason().orElseThrow();
      if (delivered.completeExceptionally(Problems.exception(why, null))) {
        thread.interrupt();
        counters.increment(EngineCounter.READERS_ABANDONED);
        LOG.log(
            System.Logger.Level.ERROR,
            "Stream {0}: the reader of {1} did not end within {2} s of being told to and was left"
                + " to itself",
            stream,
            load.source().location(),
            RenderCommands.PATIENCE.toSeconds());
      }
    });
  }

  private void logWarnings(Load load, Stage stage) {
    try {
      stage.info().warnings().stream()
          .limit(MAX_WARNINGS)
          .forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
      int left = stage.info().warnings().size() - MAX_WARNINGS;
      if (left > 0) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} has {1} more warnings",
            load.source().location(),
            left);
      }
    } catch (RuntimeException | LinkageError e) {
      LoadedStage.close(stage);
      throw e;
    }
  }
}

package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageReader;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads stages on a thread of their own, so that a reader which does not end when its load is given
 * up holds nobody but itself. What it delivers afterwards is closed.
 */
final class StageReading {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** Warnings of one stage that are logged; a hostile file fills no log. */
  private static final int MAX_WARNINGS = 20;

  private final String stream;
  private final Offers<StageReader> readers = new Offers<>();
  private final CounterSet<EngineCounter> counters;

  StageReading(String stream, CounterSet<EngineCounter> counters) {
    this.stream = stream;
    this.counters = counters;
  }

  /** A reader has come. */
  void add(Offer<StageReader> reader) {
    readers.add(reader);
  }

  void remove(StageReader reader) {
    readers.remove(reader);
  }

  boolean hasNoReader() {
    return readers.all().isEmpty();
  }

  /** What has become of the readers. Any thread. */
  Stream<ServiceUse> uses() {
    return readers.usesOfCalled(StageReader.READER, stream);
  }

  /**
   * Reads a stage with the best reader that can. One that cannot read what another then reads is at
   * fault, and is given up when that goes on.
   *
   * @throws OrielException what the best reader says, if none can read it
   */
  Stage read(Load load) throws OrielException {
    Map<Offer<StageReader>, Problem> failed = new LinkedHashMap<>();
    for (Offer<StageReader> reader : inOrder()) {
      try {
        Stage stage = read(reader.service(), load);
        reader.served();
        failed.forEach(this::blame);
        return stage;
      } catch (OrielException | RuntimeException | LinkageError e) {
        Problem problem = Problems.of(e, ErrorCode.STAGE_READER_FAILED);
        if (load.cancelled()) {
          throw Problems.exception(problem, e);
        }
        failed.put(reader, problem);
      }
    }
    Problem why =
        failed.values().stream()
            .findFirst()
            .orElse(
                new Problem(ErrorCode.STAGE_READER_UNAVAILABLE, "no stage reader is installed"));
    throw Problems.exception(why, null);
  }

  private List<Offer<StageReader>> inOrder() {
    List<Offer<StageReader>> usable = readers.all().stream().filter(Offer::usable).toList();
    return usable.isEmpty() ? readers.all() : usable;
  }

  private void blame(Offer<StageReader> reader, Problem why) {
    if (reader.failed(why)) {
      counters.increment(EngineCounter.READERS_QUARANTINED);
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "Stream {0}: the stage reader from service {1} could not read what another one could{2}:"
            + " {3}",
        stream,
        Long.toString(reader.id()),
        reader.usable() ? "" : " and is no longer used",
        why.message());
  }

  /**
   * Returns when the stage is there or, within {@link RenderCommands#PATIENCE}, when the load is
   * given up.
   */
  private Stage read(StageReader reader, Load load) throws OrielException {
    LeavableCall<Stage> call =
        new LeavableCall<>(
            "oriel-read-" + stream,
            () -> reader.open(load.source(), load),
            LoadedStage::close,
            () -> {});
    load.onCancel(() -> giveUp(load, call));
    Stage stage;
    try {
      stage = call.join();
    } catch (Throwable e) {
      throw Problems.exception(Problems.of(e, ErrorCode.STAGE_READER_FAILED), e);
    }
    logWarnings(load, stage);
    return stage;
  }

  private void giveUp(Load load, LeavableCall<Stage> call) {
    Executor later =
        CompletableFuture.delayedExecutor(
            RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS, OffThread.EXECUTOR);
    later.execute(() -> {
      if (call.leave(load.cancelReason().orElseThrow())) {
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

package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps one worker started ahead, so that the next stage need not wait for Python and USD. */
final class WarmWorker {
  private static final System.Logger LOG = System.getLogger(WarmWorker.class.getName());
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int END_SECONDS = 2;
  private static final int PAUSE_SECONDS = 2;

  private final CounterSet<UsdCounter> counters;
  private final Set<Worker> alive = ConcurrentHashMap.newKeySet();
  private Callable<WorkerProcess> command;
  private Optional<Worker> spare = Optional.empty();
  private long spareStarted;
  private boolean closed;

  WarmWorker(Callable<WorkerProcess> command, CounterSet<UsdCounter> counters) {
    this.command = command;
    this.counters = counters;
  }

  /**
   * A worker for one load: the spare one, or one that starts now.
   *
   * @throws OrielException when this is closed
   */
  synchronized Worker take() throws OrielException {
    if (closed) {
      throw new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE, "the stage reader is being stopped");
    }
    Optional<Worker> ready = spare.filter(worker -> !worker.ended().isDone());
    spare = Optional.empty();
    return ready.orElseGet(this::start);
  }

  /** Sees to it that a spare one is there or on its way. */
  synchronized void prepare() {
    if (!closed && spare.isEmpty()) {
      Worker worker = start();
      spare = Optional.of(worker);
      spareStarted = System.nanoTime();
      worker.ended().thenRun(() -> lost(worker));
    }
  }

  /** The same in two seconds: until then the stage that was read needs the cores to be shown. */
  void prepareLater() {
    CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS).execute(this::prepare);
  }

  /** Future workers are started this way; a spare one of the old way goes. */
  synchronized void renew(Callable<WorkerProcess> changed) {
    command = changed;
    spare.ifPresent(worker -> worker.kill(Worker.Doom.DISCARDED));
    spare = Optional.empty();
    prepare();
  }

  /** Ends all workers and waits, at most two seconds, until they are gone. */
  void close() {
    synchronized (this) {
      closed = true;
      spare = Optional.empty();
    }
    alive.forEach(worker -> worker.kill(Worker.Doom.DISCARDED));
    try {
      CompletableFuture.allOf(alive.stream().map(Worker::ended).toArray(CompletableFuture[]::new))
          .get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException lingering) {
      LOG.log(System.Logger.Level.WARNING, "USD workers do not end: {0}", alive.size());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Worker start() {
    Worker worker = Worker.start(command, counters);
    alive.add(worker);
    worker.ended().thenRun(() -> alive.remove(worker));
    return worker;
  }

  /** A spare one that ended: replaced if it had lived a while, else left to the next load. */
  private synchronized void lost(Worker worker) {
    if (spare.filter(worker::equals).isPresent()) {
      spare = Optional.empty();
      boolean steady = worker.warm() && System.nanoTime() - spareStarted > STEADY_NANOS;
      LOG.log(
          System.Logger.Level.WARNING,
          steady
              ? "The spare USD worker ended; another one is started"
              : "The spare USD worker ended; the next stage starts its own");
      if (steady) {
        prepare();
      }
    }
  }
}

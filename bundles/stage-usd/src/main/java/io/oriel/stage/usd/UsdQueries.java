package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.StageQueries;
import io.oriel.api.stage.VariantSet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks the stage's worker, one question at a time; the others wait. A worker that was lost is
 * replaced by the next question. A virtual thread does the waiting while there are questions.
 */
final class UsdQueries implements StageQueries, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UsdQueries.class.getName());
  private static final int MAX_WAITING = 64;

  private final Opening opening;
  private final UsdTree tree;
  private final WarmWorker workers;
  private final CounterSet<UsdCounter> counters;
  private final Queue<Pending<?>> waiting = new ArrayDeque<>();
  private Optional<Worker> worker;
  private boolean answering;
  private boolean closed;

  /**
   * @param worker one that has the stage open; empty if the first question is to start one
   */
  UsdQueries(
      Opening opening,
      UsdTree tree,
      Optional<Worker> worker,
      WarmWorker workers,
      CounterSet<UsdCounter> counters) {
    this.opening = opening;
    this.tree = tree;
    this.worker = worker;
    this.workers = workers;
    this.counters = counters;
  }

  @Override
  public CompletionStage<List<Property>> properties(String path, double timeCode) {
    return ask(path, Question.properties(opening, path, timeCode));
  }

  @Override
  public CompletionStage<List<VariantSet>> variants(String path) {
    return ask(path, Question.variants(opening, path));
  }

  private <T> CompletionStage<List<T>> ask(String path, Question<T> question) {
    if (path.equals("/")) {
      // The pseudo-root has nothing but children.
      return CompletableFuture.completedStage(List.of());
    }
    counters.increment(UsdCounter.QUERIES);
    Pending<List<T>> pending = Pending.of(question);
    enqueue(path, pending)
        .ifPresent(refusal -> {
          counters.increment(UsdCounter.QUERIES_FAILED);
          pending.fail(refusal);
        });
    return pending.answer();
  }

  private synchronized Optional<OrielException> enqueue(String path, Pending<?> pending) {
    if (closed) {
      return Optional.of(closed());
    }
    if (tree.prim(path).isEmpty()) {
      return Optional.of(
          new OrielException(ErrorCode.NOT_FOUND, opening.name() + ": it has no prim " + path));
    }
    if (waiting.size() == MAX_WAITING) {
      return Optional.of(
          new OrielException(
              ErrorCode.TOO_MANY_REQUESTS,
              opening.name() + ": " + MAX_WAITING + " questions wait already"));
    }
    waiting.add(pending);
    if (!answering) {
      answering = true;
      Thread.ofVirtual().name("oriel-usd-queries").start(this::answerAll);
    }
    return Optional.empty();
  }

  private void answerAll() {
    for (Optional<Pending<?>> next = next(); next.isPresent(); next = next()) {
      answer(next.get());
    }
  }

  private synchronized Optional<Pending<?>> next() {
    Optional<Pending<?>> next = Optional.ofNullable(waiting.poll());
    answering = next.isPresent();
    return next;
  }

  private <T> void answer(Pending<T> pending) {
    try {
      pending.answer().complete(ready().perform(pending.exchange()));
    } catch (OrielException failed) {
      counters.increment(UsdCounter.QUERIES_FAILED);
      pending.fail(failed);
    } catch (RuntimeException | Error defect) {
      // An error too, such as a class of a bundle that is gone: who asked would wait for ever.
      counters.increment(UsdCounter.QUERIES_FAILED);
      pending.fail(new OrielException(ErrorCode.INTERNAL, defect.toString(), defect));
    }
  }

  /** A worker that has the stage open. */
  private Worker ready() throws OrielException {
    Optional<Worker> present = present();
    if (present.isPresent()) {
      return present.get();
    }
    Worker fresh = adopt(workers.take());
    try {
      fresh.perform(new Reopening(opening));
      LOG.log(System.Logger.Level.INFO, () -> "Opened " + opening.name() + " again for questions");
      return fresh;
    } catch (OrielException | RuntimeException | Error failed) {
      // Without the stage it must not be taken for one that can be asked.
      fresh.retire();
      throw failed;
    } finally {
      workers.prepareLater();
    }
  }

  private synchronized Optional<Worker> present() {
    return worker.filter(Worker::usable);
  }

  private synchronized Worker adopt(Worker fresh) throws OrielException {
    if (closed) {
      fresh.retire();
      throw closed();
    }
    worker = Optional.of(fresh);
    return fresh;
  }

  @Override
  public void close() {
    List<Pending<?>> abandoned;
    synchronized (this) {
      closed = true;
      abandoned = List.copyOf(waiting);
      waiting.clear();
      worker.ifPresent(Worker::retire);
    }
    abandoned.forEach(pending -> pending.fail(closed()));
  }

  private OrielException closed() {
    return new OrielException(ErrorCode.SUPERSEDED, opening.name() + ": the stage was closed");
  }
}

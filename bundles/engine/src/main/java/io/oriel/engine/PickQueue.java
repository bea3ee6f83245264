package io.oriel.engine;

import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PickResult.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Pick queries that wait for a step. Asked on any thread, taken on the render thread. */
final class PickQueue {
  static final int CAPACITY = 64;

  /** A query and where its answer goes. */
  record Pending(PickQuery query, CompletableFuture<PickResult> answer) {
    void answer(Outcome outcome) {
      answer(new PickResult(query, outcome, List.of()));
    }

    /** Off the render thread: whoever waits runs code of their own. */
    void answer(PickResult result) {
      OffThread.EXECUTOR.execute(() -> answer.complete(result));
    }
  }

  private final CounterSet<EngineCounter> counters;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private volatile boolean empty = true;
  private boolean closed;

  PickQueue(CounterSet<EngineCounter> counters) {
    this.counters = counters;
  }

  CompletionStage<PickResult> add(PickQuery query) {
    Pending pending = new Pending(query, new CompletableFuture<>());
    Pending overtaken;
    synchronized (waiting) {
      if (closed) {
        overtaken = pending;
      } else {
        overtaken = waiting.size() == CAPACITY ? waiting.removeFirst() : null;
        waiting.addLast(pending);
        empty = false;
      }
    }
    if (overtaken != null) {
      supersede(overtaken);
    }
    return pending.answer().minimalCompletionStage();
  }

  /** Takes every query about this stage; those about another are answered at once. */
  List<Pending> take(long generation) {
    if (empty) {
      return List.of();
    }
    List<Pending> current = new ArrayList<>();
    for (Pending pending : takeAll()) {
      if (pending.query().stageGeneration() == generation) {
        current.add(pending);
      } else {
        supersede(pending);
      }
    }
    return current;
  }

  /** Answers every waiting query as superseded. */
  void clear() {
    if (!empty) {
      takeAll().forEach(this::supersede);
    }
  }

  /** Answers every waiting query as failed: nothing is drawn. */
  void fail() {
    if (!empty) {
      takeAll().forEach(pending -> pending.answer(Outcome.FAILED));
    }
  }

  /** Answers every waiting query and all to come as superseded. */
  void close() {
    synchronized (waiting) {
      closed = true;
    }
    clear();
  }

  private List<Pending> takeAll() {
    synchronized (waiting) {
      List<Pending> all = List.copyOf(waiting);
      waiting.clear();
      empty = true;
      return all;
    }
  }

  private void supersede(Pending pending) {
    counters.increment(EngineCounter.PICKS_SUPERSEDED);
    pending.answer(Outcome.SUPERSEDED);
  }
}

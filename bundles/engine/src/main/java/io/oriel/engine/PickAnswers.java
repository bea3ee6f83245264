package io.oriel.engine;

import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PickResult.Outcome;
import io.oriel.api.render.Renderer;
import java.util.List;

/** Brings a step's answers to those who asked. */
final class PickAnswers {
  private PickAnswers() {}

  static void deliver(
      List<PickQueue.Pending> asked,
      List<PickResult> answers,
      Renderer renderer,
      CounterSet<EngineCounter> counters) {
    for (int i = 0; i < asked.size(); i++) {
      PickQueue.Pending pending = asked.get(i);
      if (i < answers.size()) {
        counters.increment(EngineCounter.PICKS);
        pending.answer(answers.get(i));
      } else {
        pending.answer(renderer.capabilities().picks() ? Outcome.FAILED : Outcome.UNSUPPORTED);
      }
    }
  }
}

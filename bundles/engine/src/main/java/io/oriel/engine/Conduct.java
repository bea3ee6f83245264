package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.Offer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What goes against the renderer that draws: in a row, steps that fail, outputs that cannot be had,
 * steps of which nothing is shown. Render thread.
 */
final class Conduct {
  /** Hears of a renderer that fails again and again. On the render thread. */
  interface Failing {
    void failing(RendererSession session, Problem why);

    /** It is slow, as another one may be too. */
    void tooSlow(RendererSession session, Problem why);
  }

  private final int maxFailedSteps;
  private final long slowNanos;
  private final Failing failing;
  private int failedSteps;
  private int unmappedSteps;
  private int unshownSteps;

  Conduct(StreamSettings settings, Failing failing) {
    this.maxFailedSteps = settings.maxFailedSteps();
    this.slowNanos = settings.slowNanos();
    this.failing = failing;
  }

  /** Another renderer, or another stage: nothing is held against it. */
  void forget() {
    failedSteps = 0;
    unmappedSteps = 0;
    unshownSteps = 0;
  }

  /** A step succeeded, whatever became of its outputs. */
  void stepped() {
    failedSteps = 0;
  }

  /** A step failed; returns how many in a row. */
  int failed(RendererSession session, Problem why) {
    if (++failedSteps == Offer.MAX_FAILURES) {
      failing.failing(session, why);
    }
    return failedSteps;
  }

  /** True once so many steps have failed in a row that no other is tried. */
  boolean stopped() {
    return failedSteps >= maxFailedSteps;
  }

  /** How long a step and its outputs took. */
  void took(RendererSession session, long nanos) {
    if (session.pace().took(nanos, slowNanos)) {
      failing.tooSlow(
          session,
          new Problem(
              ErrorCode.RENDERER_FAILED,
              "a step takes more than "
                  + TimeUnit.NANOSECONDS.toMillis(slowNanos)
                  + " ms, which the former one's did not"));
    }
  }

  /** A picture is shown, but not of the output that was asked for: that one cannot be had. */
  void unmapped(RendererSession session, Problem why) {
    unshownSteps = 0;
    if (++unmappedSteps == Offer.MAX_FAILURES) {
      failing.failing(session, why);
    }
  }

  /** A picture is shown. */
  void shown() {
    unmappedSteps = 0;
    unshownSteps = 0;
  }

  /**
   * The step was good but nothing turns it into a picture. Whether that is the renderer's fault
   * nobody knows: another one, if there is one, may do better.
   *
   * @return why, each time that it has gone on for long
   */
  Optional<Problem> unshown(RendererSession session, Supplier<Problem> why) {
    if (++unshownSteps % maxFailedSteps != 0) {
      return Optional.empty();
    }
    Problem problem = why.get();
    failing.failing(session, problem);
    return Optional.of(problem);
  }
}

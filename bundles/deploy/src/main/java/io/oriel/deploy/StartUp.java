package io.oriel.deploy;

import java.time.Duration;
import org.osgi.framework.Bundle;

/**
 * Leaves a server alone that is just being started: a bundle that has not had its turn yet must not
 * be taken for one that stands back. Used by one thread.
 */
final class StartUp {
  /** A bundle that has not started by then does not start. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Framework framework;
  private final long beganNanos;
  private boolean over;

  StartUp(Framework framework, long nowNanos) {
    this.framework = framework;
    this.beganNanos = nowNanos;
  }

  boolean isOver(long nowNanos) {
    over =
        over
            || nowNanos - beganNanos > LIMIT.toNanos()
            || framework.all().stream().allMatch(StartUp::hasStarted);
    return over;
  }

  private static boolean hasStarted(Bundle bundle) {
    return Framework.runs(bundle) || Framework.isFragment(bundle);
  }
}

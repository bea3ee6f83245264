package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a stream four times a second: names a step that hangs, ends a load that takes too long.
 */
final class Watchdog implements Runnable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final StreamSettings settings;
  private final Clock clock;
  private final RenderLoop loop;
  private final StageLoader loader;
  private final StatusBoard board;
  private long reportedStep;

  Watchdog(
      StreamSettings settings,
      Clock clock,
      RenderLoop loop,
      StageLoader loader,
      StatusBoard board) {
    this.settings = settings;
    this.clock = clock;
    this.loop = loop;
    this.loader = loader;
    this.board = board;
  }

  @Override
  public void run() {
    try {
      while (true) {
        long now = clock.nanos();
        loader.checkTimeout(now);
        checkStep(now);
        clock.parkUntil(now + INTERVAL_NANOS);
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "Watchdog of {0} ends", settings.info().name());
    }
  }

  private void checkStep(long now) {
    long since = loop.callSinceNanos();
    if (since == 0 || now - since < settings.hangNanos()) {
      return;
    }
    Problem problem =
        new Problem(
            ErrorCode.RENDERER_HANGS,
            "a call of the renderer or of a converter has not returned for "
                + TimeUnit.NANOSECONDS.toSeconds(now - since)
                + " s");
    if (since != reportedStep) {
      reportedStep = since;
      LOG.log(
          System.Logger.Level.ERROR, "Stream {0}: {1}", settings.info().name(), problem.message());
      board.update(s -> StatusChange.problem(s, false, Optional.of(problem)));
    }
    // At each look: another renderer may have come since.
    loader.rendererHangs(problem);
  }
}

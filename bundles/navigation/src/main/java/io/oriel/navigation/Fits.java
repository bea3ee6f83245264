package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Fits what viewers ask for, one after the other and on a thread of its own: to find out how large
 * something is takes longer the more is drawn. Of those that wait only the newest is done. Any
 * thread.
 */
final class Fits implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Fits.class.getName());

  /** What has to be done. */
  interface Fit {
    void run() throws OrielException;
  }

  private record Asked(Fit fit, Consumer<Problem> failed) {
    void run() {
      try {
        fit.run();
      } catch (OrielException e) {
        failed.accept(e.problem());
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "A fit failed", e);
        failed.accept(new Problem(ErrorCode.INTERNAL, "the size of what is fitted is unknown"));
      }
    }
  }

  private final Executor threads;

  // Guarded by this.
  private Optional<Asked> waiting = Optional.empty();
  private boolean busy;
  private boolean closed;

  /**
   * @param threads runs each task on a thread of its own
   */
  Fits(Executor threads) {
    this.threads = threads;
  }

  /**
   * Fits as soon as what is under way is done. Returns at once.
   *
   * @param failed hears why nothing came of it, such as that a newer one took its place
   */
  void add(Fit fit, Consumer<Problem> failed) {
    Asked next = new Asked(fit, failed);
    Optional<Asked> overtaken;
    boolean begins;
    synchronized (this) {
      overtaken = closed ? Optional.of(next) : waiting;
      begins = !closed && !busy;
      if (!closed) {
        waiting = Optional.of(next);
        busy = true;
      }
    }
    overtaken.ifPresent(Fits::supersede);
    if (begins) {
      threads.execute(this::run);
    }
  }

  private void run() {
    for (Optional<Asked> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  private synchronized Optional<Asked> next() {
    Optional<Asked> next = waiting;
    waiting = Optional.empty();
    busy = next.isPresent();
    return next;
  }

  private static void supersede(Asked overtaken) {
    overtaken.failed.accept(new Problem(ErrorCode.SUPERSEDED, "a newer one was asked for"));
  }

  /** Does nothing any more, but for what is under way. */
  @Override
  public void close() {
    Optional<Asked> dropped;
    synchronized (this) {
      closed = true;
      dropped = waiting;
      waiting = Optional.empty();
    }
    dropped.ifPresent(Fits::supersede);
  }
}

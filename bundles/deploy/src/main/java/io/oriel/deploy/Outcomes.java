package io.oriel.deploy;

import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last outcomes, for operators; all of them are in the log. Any thread. */
final class Outcomes {
  private static final int KEPT = 32;
  private static final System.Logger LOG = System.getLogger("io.oriel.deploy");

  private final ErrorLog errors = new ErrorLog(LOG, System::nanoTime);
  private final Deque<Outcome> last = new ArrayDeque<>();

  void done(String subject, String what) {
    LOG.log(System.Logger.Level.INFO, "{0} {1}", subject, what);
    keep(new Outcome(Instant.now(), subject, what, Optional.empty()));
  }

  void refused(String subject, Problem problem) {
    errors.report("Deploy", problem);
    keep(new Outcome(Instant.now(), subject, "refused", Optional.of(problem)));
  }

  /** The newest first. */
  synchronized List<Outcome> all() {
    return List.copyOf(last);
  }

  private synchronized void keep(Outcome outcome) {
    last.addFirst(outcome);
    if (last.size() > KEPT) {
      last.removeLast();
    }
  }
}

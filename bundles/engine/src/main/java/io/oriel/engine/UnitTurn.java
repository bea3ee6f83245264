package io.oriel.engine;

import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.LeakWatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A pushed unit on its way to all who subscribe. Its lease ends with the last who keeps it. */
final class UnitTurn {
  private final LeakWatch leaks;
  private final PushedUnit pushed;
  private final long sequence;
  private final boolean discontinuity;
  private final PushedLease lease;

  /** Those who have it, and one for whoever hands it out. */
  private final AtomicInteger readers = new AtomicInteger(1);

  /**
   * @param discontinuity units before it reached nobody
   */
  UnitTurn(
      LeakWatch leaks, PushedUnit pushed, long sequence, boolean discontinuity, PushedLease lease) {
    this.leaks = leaks;
    this.pushed = pushed;
    this.sequence = sequence;
    this.discontinuity = discontinuity;
    this.lease = lease;
  }

  boolean keyframe() {
    return pushed.keyframe();
  }

  /**
   * The unit for one subscriber: what he keeps is counted as his, and named as his when it is lost.
   *
   * @param lost units before it have not reached him
   * @param onFree called when he is done with it
   */
  LeasedUnit unit(boolean lost, Runnable onFree) {
    readers.incrementAndGet();
    return new LeasedUnit(
        leaks,
        pushed,
        sequence,
        discontinuity || lost,
        () -> {
          onFree.run();
          done();
        });
  }

  /** One less has it; whoever hands it out has done so. */
  void done() {
    if (readers.decrementAndGet() == 0) {
      lease.end();
    }
  }
}

package io.oriel.engine;

import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoSubscription;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** One sink of what a host encodes. {@code calling} is held during every call to it. */
final class UnitSubscriber implements VideoSubscription {
  private final PushedUnits units;
  private final AccessUnitSink sink;
  private final int mostKept;
  private final AtomicInteger kept = new AtomicInteger();
  private final ReentrantLock calling = new ReentrantLock();

  /** Nothing follows, whether or not the sink could be told yet. */
  private volatile Optional<Problem> ending = Optional.empty();

  // Guarded by calling.
  private boolean started;
  private boolean lost;
  private boolean left;

  /**
   * @param mostKept whoever keeps so many units gets no more
   */
  UnitSubscriber(PushedUnits units, AccessUnitSink sink, int mostKept) {
    this.units = units;
    this.sink = sink;
    this.mostKept = mostKept;
  }

  boolean keepsTooMany() {
    return kept.get() >= mostKept;
  }

  /** Hands over a unit, from a keyframe on. */
  void deliver(UnitTurn turn) {
    calling.lock();
    try {
      if (!left && ending.isEmpty() && takes(turn.keyframe())) {
        kept.incrementAndGet();
        LeasedUnit unit = turn.unit(lost, kept::decrementAndGet);
        lost = false;
        call(unit);
        tellEnd();
      }
    } finally {
      calling.unlock();
    }
  }

  private void call(LeasedUnit unit) {
    try {
      sink.onAccessUnit(unit);
    } finally {
      unit.release();
    }
  }

  private boolean takes(boolean keyframe) {
    if (keepsTooMany()) {
      units.skipped();
      lost = true;
      started = false;
    } else if (keyframe) {
      started = true;
    } else if (lost) {
      units.wantKeyframe();
    }
    return started;
  }

  /**
   * Tells the sink that nothing follows, unless it has left.
   *
   * @return false if it does not return from the call that it is in: it is told when it does
   */
  boolean end(Problem reason) {
    ending = Optional.of(reason);
    if (!returns()) {
      return false;
    }
    try {
      tellEnd();
    } finally {
      calling.unlock();
    }
    return true;
  }

  /** Waits for the end of a call, with the lock then. */
  private boolean returns() {
    try {
      return calling.tryLock()
          || calling.tryLock(RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tellEnd() {
    if (!left && ending.isPresent()) {
      left = true;
      sink.onEnded(ending.get());
    }
  }

  @Override
  public EncodingInfo encoding() {
    return units.encoding();
  }

  @Override
  public void requestKeyframe() {
    units.requestKeyframe();
  }

  @Override
  public void close() {
    calling.lock();
    left = true;
    calling.unlock();
    units.remove(this);
  }

  /** As the log names it. */
  @Override
  public String toString() {
    return sink.getClass().getName();
  }
}

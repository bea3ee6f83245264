package io.oriel.engine;

import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoSubscription;

/** One sink of what a host encodes. Its lock is held during every call to the sink. */
final class UnitSubscriber implements VideoSubscription {
  private final PushedUnits units;
  private final AccessUnitSink sink;
  private boolean started;
  private boolean left;

  UnitSubscriber(PushedUnits units, AccessUnitSink sink) {
    this.units = units;
    this.sink = sink;
  }

  /** Hands over a unit, from the first keyframe on. */
  synchronized void deliver(AccessUnit unit) {
    started |= unit.keyframe();
    if (started && !left) {
      sink.onAccessUnit(unit);
    }
  }

  /** Tells the sink that nothing follows, unless it has left. */
  synchronized void end(Problem reason) {
    if (!left) {
      left = true;
      sink.onEnded(reason);
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
    synchronized (this) {
      left = true;
    }
    units.remove(this);
  }
}

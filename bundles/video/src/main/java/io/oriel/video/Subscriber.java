package io.oriel.video;

import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoSubscription;

/** One sink at an encoding. Its lock is held during every call to the sink. */
final class Subscriber implements VideoSubscription {
  private final Encoding encoding;
  private final EncodingInfo info;
  private final AccessUnitSink sink;
  private boolean started;
  private boolean left;

  Subscriber(Encoding encoding, EncodingInfo info, AccessUnitSink sink) {
    this.encoding = encoding;
    this.info = info;
    this.sink = sink;
  }

  /** Hands over a unit, from the first keyframe on. Encode thread. */
  synchronized void deliver(AccessUnit unit) {
    if (left || !started && !unit.keyframe()) {
      return;
    }
    started = true;
    sink.onAccessUnit(unit);
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
    return info;
  }

  @Override
  public void requestKeyframe() {
    encoding.requestKeyframe();
  }

  @Override
  public void close() {
    synchronized (this) {
      left = true;
    }
    encoding.leave(this);
  }
}

package io.oriel.video;

import io.oriel.api.image.ViewportFrame;
import io.oriel.api.video.KeyframeBudget;
import io.oriel.api.video.VideoSource;

/**
 * What the next picture of an encoding has to be and how its unit is marked: epoch, keyframe,
 * discontinuity. Used by the one run that encodes; it passes to the next run through the lock of
 * the encoding. Only {@link #requestKeyframe} may be called by any thread.
 */
final class PictureMarks {
  private final VideoSource source;
  private final KeyframeBudget budget = new KeyframeBudget();
  private long epoch = -1;
  private boolean restart = true;
  private boolean keyframeDue;
  private boolean discontinuity;
  private boolean deliveredAny;

  PictureMarks(VideoSource source) {
    this.source = source;
  }

  void requestKeyframe() {
    budget.ask();
  }

  /** The encoder is another one or was opened anew; what it writes continues nothing. */
  void restarted() {
    restart = true;
  }

  /** A unit was lost on its way out; only a keyframe can follow it. */
  void lost() {
    keyframeDue = true;
    discontinuity = true;
  }

  /** Takes note of the frame that is encoded next; true if it must become a keyframe. */
  boolean begin(ViewportFrame frame) {
    if (restart) {
      restart = false;
      keyframeDue = true;
      if (deliveredAny) {
        epoch = source.nextEpoch();
        discontinuity = true;
      }
    }
    if (frame.epoch() > epoch) {
      epoch = frame.epoch();
      keyframeDue = true;
      discontinuity = true;
    }
    if (keyframeDue) {
      budget.served();
      return true;
    }
    boolean granted = budget.take(source.clock().nanos());
    keyframeDue = granted;
    return granted;
  }

  long epoch() {
    return epoch;
  }

  /** The flags of the unit that goes out now. */
  RingUnit.Flags take(ViewportFrame frame, boolean keyframe) {
    RingUnit.Flags flags = new RingUnit.Flags(keyframe, frame.held(), discontinuity);
    if (keyframe) {
      keyframeDue = false;
    }
    discontinuity = false;
    deliveredAny = true;
    return flags;
  }
}

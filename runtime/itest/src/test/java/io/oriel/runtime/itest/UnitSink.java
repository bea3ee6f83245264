package io.oriel.runtime.itest;

import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes access units and notes everything that should not be. */
final class UnitSink implements AccessUnitSink {
  final Times captured = new Times();
  final List<String> faults = new CopyOnWriteArrayList<>();
  private long sequence = -1;
  private long epoch = -1;
  private long capturedAt;

  @Override
  public void onAccessUnit(AccessUnit unit) {
    if (sequence >= 0 && unit.sequence() != sequence + 1) {
      faults.add("unit " + unit.sequence() + " after " + sequence);
    }
    if (epoch != unit.epoch() && !unit.keyframe()) {
      faults.add("epoch " + unit.epoch() + " begins without a keyframe");
    }
    if (unit.epoch() < epoch) {
      faults.add("epoch " + unit.epoch() + " after " + epoch);
    }
    if (unit.captureTimeNanos() <= capturedAt) {
      faults.add("capture time does not rise at unit " + unit.sequence());
    }
    sequence = unit.sequence();
    epoch = unit.epoch();
    capturedAt = unit.captureTimeNanos();
    captured.add(capturedAt);
  }

  @Override
  public void onEnded(Problem reason) {
    faults.add("ended: " + reason.message());
  }
}

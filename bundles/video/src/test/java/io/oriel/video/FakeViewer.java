package io.oriel.video;

import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A subscriber that writes down what it gets. */
final class FakeViewer implements AccessUnitSink {
  record Seen(
      char encoder,
      long epoch,
      long sequence,
      long captureTimeNanos,
      int rtpTime,
      boolean keyframe,
      boolean held,
      boolean discontinuity) {}

  final List<Seen> units = new CopyOnWriteArrayList<>();
  final List<AccessUnit> retained = new CopyOnWriteArrayList<>();
  volatile boolean retains;
  volatile boolean fails;
  volatile Optional<Error> error = Optional.empty();
  volatile Optional<Problem> ended = Optional.empty();
  final Semaphore permits = new Semaphore(1_000_000);

  @Override
  public void onAccessUnit(AccessUnit unit) {
    permits.acquireUninterruptibly();
    if (error.isPresent()) {
      throw error.get();
    }
    if (fails) {
      throw new IllegalStateException("told to fail");
    }
    if (retains) {
      unit.retain();
      retained.add(unit);
    }
    units.add(
        new Seen(
            (char) unit.data().get(ValueLayout.JAVA_BYTE, 0),
            unit.epoch(),
            unit.sequence(),
            unit.captureTimeNanos(),
            unit.rtpTime(),
            unit.keyframe(),
            unit.held(),
            unit.discontinuity()));
  }

  @Override
  public void onEnded(Problem reason) {
    if (ended.isPresent()) {
      throw new IllegalStateException("ended twice");
    }
    ended = Optional.of(reason);
  }

  long keyframes() {
    return units.stream().filter(Seen::keyframe).count();
  }
}

package io.oriel.stage.usd;

import java.util.ArrayList;
import java.util.List;

/** The points of a deforming mesh at evenly spaced times. Filled while loading, then read only. */
final class Poses {
  private final double start;
  private final double step;
  private final List<float[]> points = new ArrayList<>();

  Poses(double start, double step) {
    this.start = start;
    this.step = step;
  }

  double step() {
    return step;
  }

  void add(float[] pose) {
    points.add(pose);
  }

  /** The pose nearest in time. */
  float[] at(double time) {
    double number = Math.rint((time - start) / step);
    return points.get((int) Math.max(0, Math.min(points.size() - 1, number)));
  }
}

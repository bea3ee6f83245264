package io.oriel.stage.usd;

import java.util.Arrays;

/**
 * One transform operation of a prim over time, as {@code UsdGeomXformOp} defines it: values at
 * sample times, linear in between, quaternions by slerp, constant outside. Immutable.
 */
final class Operation {
  /** In the order of the worker's numbers; rotations name the axis that turns first. */
  enum Kind {
    TRANSLATE(3),
    SCALE(3),
    ROTATE_XYZ(3),
    ROTATE_XZY(3),
    ROTATE_YXZ(3),
    ROTATE_YZX(3),
    ROTATE_ZXY(3),
    ROTATE_ZYX(3),
    ORIENT(4),
    MATRIX(16);

    final int width;

    Kind(int width) {
      this.width = width;
    }
  }

  private static final int[][] AXES = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  private final Kind kind;
  private final boolean inverse;
  private final double[] times;
  private final double[] values;

  /**
   * @param times rising; at least one
   * @param values {@code kind.width} numbers a time
   */
  Operation(Kind kind, boolean inverse, double[] times, double[] values) {
    this.kind = kind;
    this.inverse = inverse;
    this.times = times;
    this.values = values;
  }

  static Operation read(Payload payload) throws MalformedFrameException {
    int number = payload.u8();
    if (number >= Kind.values().length) {
      throw new MalformedFrameException("transform operation " + number);
    }
    Kind kind = Kind.values()[number];
    boolean inverse = payload.u8() != 0;
    int count = payload.count((1 + kind.width) * Double.BYTES);
    double[] times = payload.doubles(count);
    double[] values = payload.doubles(count * kind.width);
    for (int k = 1; k < count; k++) {
      if (!(times[k] > times[k - 1])) {
        throw new MalformedFrameException("sample times do not rise");
      }
    }
    return new Operation(kind, inverse, times, values);
  }

  /** False if some number of it would spread as NaN or infinity. */
  boolean finite() {
    return Arrays.stream(times).allMatch(Double::isFinite)
        && Arrays.stream(values).allMatch(Double::isFinite);
  }

  /**
   * Puts this operation in front of what {@code local} does already: {@code local = this * local}.
   *
   * @param scratch 32 numbers to work with
   */
  void prepend(double time, double[] local, double[] scratch) {
    if (times.length == 0) {
      return;
    }
    int after = Samples.firstAfter(times, time);
    int upper = Math.min(after, times.length - 1);
    int lower = Math.max(after - 1, 0);
    double share = upper == lower ? 0 : (time - times[lower]) / (times[upper] - times[lower]);
    int a = lower * kind.width;
    int b = upper * kind.width;
    switch (kind) {
      case TRANSLATE -> translate(a, b, share, scratch);
      case SCALE -> scale(a, b, share, scratch);
      case ORIENT -> orient(a, b, share, scratch);
      case MATRIX -> matrix(a, b, share, scratch);
      default -> {
        rotate(a, b, share, local, scratch);
        return;
      }
    }
    Matrices.multiply(scratch, 0, local, 0, scratch, 16);
    System.arraycopy(scratch, 16, local, 0, 16);
  }

  private double between(int a, int b, double share, int k) {
    return values[a + k] + share * (values[b + k] - values[a + k]);
  }

  private void translate(int a, int b, double share, double[] m) {
    Matrices.identity(m, 0);
    for (int k = 0; k < 3; k++) {
      double value = between(a, b, share, k);
      m[12 + k] = inverse ? -value : value;
    }
  }

  private void scale(int a, int b, double share, double[] m) {
    Matrices.identity(m, 0);
    for (int k = 0; k < 3; k++) {
      double value = between(a, b, share, k);
      m[k * 5] = inverse && value != 0 ? 1 / value : value;
    }
  }

  /** Three turns one after the other; the inverse turns back in the other order. */
  private void rotate(int a, int b, double share, double[] local, double[] scratch) {
    int[] order = AXES[kind.ordinal() - Kind.ROTATE_XYZ.ordinal()];
    for (int step = 2; step >= 0; step--) {
      int axis = order[inverse ? 2 - step : step];
      double degrees = between(a, b, share, axis);
      if (degrees != 0) {
        double radians = Math.toRadians(inverse ? -degrees : degrees);
        turn(axis, Math.cos(radians), Math.sin(radians), scratch);
        Matrices.multiply(scratch, 0, local, 0, scratch, 16);
        System.arraycopy(scratch, 16, local, 0, 16);
      }
    }
  }

  private static void turn(int axis, double cos, double sin, double[] m) {
    Matrices.identity(m, 0);
    int u = (axis + 1) % 3;
    int v = (axis + 2) % 3;
    m[u * 4 + u] = cos;
    m[u * 4 + v] = sin;
    m[v * 4 + u] = -sin;
    m[v * 4 + v] = cos;
  }

  /** Slerp along the shorter way, as {@code GfSlerp}; then the rotation matrix. */
  private void orient(int a, int b, double share, double[] m) {
    double dot = 0;
    for (int k = 0; k < 4; k++) {
      dot += values[a + k] * values[b + k];
    }
    double flip = dot < 0 ? -1 : 1;
    double angle = Math.acos(Math.min(1, dot * flip));
    double sin = Math.sin(angle);
    double from = sin > 1e-9 ? Math.sin((1 - share) * angle) / sin : 1 - share;
    double to = flip * (sin > 1e-9 ? Math.sin(share * angle) / sin : share);
    double w = from * values[a] + to * values[b];
    double x = from * values[a + 1] + to * values[b + 1];
    double y = from * values[a + 2] + to * values[b + 2];
    double z = from * values[a + 3] + to * values[b + 3];
    double length = Math.sqrt(w * w + x * x + y * y + z * z);
    Matrices.identity(m, 0);
    if (length > 0) {
      rotation(w / length, x / length, y / length, z / length, inverse ? -1 : 1, m);
    }
  }

  private static void rotation(double w, double x, double y, double z, int way, double[] m) {
    double s = w * way;
    m[0] = 1 - 2 * (y * y + z * z);
    m[1] = 2 * (x * y + z * s);
    m[2] = 2 * (z * x - y * s);
    m[4] = 2 * (x * y - z * s);
    m[5] = 1 - 2 * (z * z + x * x);
    m[6] = 2 * (y * z + x * s);
    m[8] = 2 * (z * x + y * s);
    m[9] = 2 * (y * z - x * s);
    m[10] = 1 - 2 * (y * y + x * x);
  }

  private void matrix(int a, int b, double share, double[] m) {
    for (int k = 0; k < 16; k++) {
      m[k] = between(a, b, share, k);
    }
    if (inverse) {
      Matrices.invert(m);
    }
  }
}

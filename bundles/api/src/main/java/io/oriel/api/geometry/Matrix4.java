package io.oriel.api.geometry;

import java.util.Arrays;

/**
 * An immutable 4x4 transform for row vectors, {@code v' = v * M}, stored row by row; translation is
 * in the last row. The convention of OpenUSD's {@code GfMatrix4d}.
 */
public final class Matrix4 {
  public static final Matrix4 IDENTITY =
      new Matrix4(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});

  private final double[] m;

  private Matrix4(double[] m) {
    this.m = m;
  }

  /** A matrix from 16 numbers, row by row, copied from {@code offset}. */
  public static Matrix4 of(double[] values, int offset) {
    return new Matrix4(Arrays.copyOfRange(values, offset, offset + 16));
  }

  public static Matrix4 translation(Vector3 by) {
    return new Matrix4(
        new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, by.x(), by.y(), by.z(), 1});
  }

  /**
   * The transform of a camera that stands at {@code eye} and looks at {@code target}: it looks
   * along its own -z, +y is up, +x is right.
   *
   * @param up not parallel to the viewing direction
   */
  public static Matrix4 lookAt(Vector3 eye, Vector3 target, Vector3 up) {
    Vector3 back = eye.minus(target).normalized();
    Vector3 right = up.cross(back).normalized();
    Vector3 above = back.cross(right);
    return new Matrix4(
        new double[] {
          right.x(), right.y(), right.z(), 0, above.x(), above.y(), above.z(), 0, back.x(),
          back.y(), back.z(), 0, eye.x(), eye.y(), eye.z(), 1
        });
  }

  /** The number in {@code row} and {@code column}, both from 0 to 3. */
  public double get(int row, int column) {
    return m[row * 4 + column];
  }

  /** Writes the 16 numbers, row by row, to {@code target} from {@code offset} on. */
  public void copyTo(double[] target, int offset) {
    System.arraycopy(m, 0, target, offset, 16);
  }

  /** First this transform, then {@code next}. */
  public Matrix4 then(Matrix4 next) {
    double[] r = new double[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += m[i * 4 + k] * next.m[k * 4 + j];
        }
        r[i * 4 + j] = sum;
      }
    }
    return new Matrix4(r);
  }

  /** Where a point goes, divided by w. */
  public Vector3 transformPoint(Vector3 p) {
    double w = p.x() * m[3] + p.y() * m[7] + p.z() * m[11] + m[15];
    Vector3 d = transformDirection(p);
    return new Vector3((d.x() + m[12]) / w, (d.y() + m[13]) / w, (d.z() + m[14]) / w);
  }

  /** Where a direction goes: rotation and scale, no translation. */
  public Vector3 transformDirection(Vector3 v) {
    return new Vector3(
        v.x() * m[0] + v.y() * m[4] + v.z() * m[8],
        v.x() * m[1] + v.y() * m[5] + v.z() * m[9],
        v.x() * m[2] + v.y() * m[6] + v.z() * m[10]);
  }

  /** Place of the origin: the last row. */
  public Vector3 origin() {
    return new Vector3(m[12], m[13], m[14]);
  }

  /**
   * The transform back, by Gauss-Jordan elimination with partial pivoting.
   *
   * @throws ArithmeticException if there is none
   */
  public Matrix4 inverse() {
    double[] a = m.clone();
    double[] r = IDENTITY.m.clone();
    for (int column = 0; column < 4; column++) {
      int pivot = column;
      for (int row = column + 1; row < 4; row++) {
        if (Math.abs(a[row * 4 + column]) > Math.abs(a[pivot * 4 + column])) {
          pivot = row;
        }
      }
      double value = a[pivot * 4 + column];
      if (!(Math.abs(value) > 0)) {
        throw new ArithmeticException("matrix has no inverse");
      }
      swapRows(a, column, pivot);
      swapRows(r, column, pivot);
      scaleRow(a, column, 1 / value);
      scaleRow(r, column, 1 / value);
      for (int row = 0; row < 4; row++) {
        double factor = row == column ? 0 : a[row * 4 + column];
        subtractRow(a, row, column, factor);
        subtractRow(r, row, column, factor);
      }
    }
    return new Matrix4(r);
  }

  private static void swapRows(double[] a, int i, int j) {
    for (int k = 0; k < 4; k++) {
      double t = a[i * 4 + k];
      a[i * 4 + k] = a[j * 4 + k];
      a[j * 4 + k] = t;
    }
  }

  private static void scaleRow(double[] a, int row, double factor) {
    for (int k = 0; k < 4; k++) {
      a[row * 4 + k] *= factor;
    }
  }

  private static void subtractRow(double[] a, int row, int from, double factor) {
    for (int k = 0; k < 4; k++) {
      a[row * 4 + k] -= factor * a[from * 4 + k];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix4 that && Arrays.equals(m, that.m);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(m);
  }

  @Override
  public String toString() {
    return "Matrix4" + Arrays.toString(m);
  }
}

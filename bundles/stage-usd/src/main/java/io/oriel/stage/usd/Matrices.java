package io.oriel.stage.usd;

/** 4x4 matrices for row vectors in arrays, without allocation. */
final class Matrices {
  private Matrices() {}

  static void identity(double[] m, int at) {
    for (int k = 0; k < 16; k++) {
      m[at + k] = k % 5 == 0 ? 1 : 0;
    }
  }

  /** {@code to = a * b}; the target overlaps neither. */
  static void multiply(double[] a, int ai, double[] b, int bi, double[] to, int ti) {
    for (int row = 0; row < 16; row += 4) {
      double a0 = a[ai + row];
      double a1 = a[ai + row + 1];
      double a2 = a[ai + row + 2];
      double a3 = a[ai + row + 3];
      for (int column = 0; column < 4; column++) {
        to[ti + row + column] =
            a0 * b[bi + column]
                + a1 * b[bi + 4 + column]
                + a2 * b[bi + 8 + column]
                + a3 * b[bi + 12 + column];
      }
    }
  }

  /** Inverts an affine matrix in place by cofactors; one without an inverse becomes zero. */
  static void invert(double[] m) {
    double c0 = m[5] * m[10] - m[6] * m[9];
    double c1 = m[6] * m[8] - m[4] * m[10];
    double c2 = m[4] * m[9] - m[5] * m[8];
    double determinant = m[0] * c0 + m[1] * c1 + m[2] * c2;
    double f = determinant == 0 ? 0 : 1 / determinant;
    double r0 = c0 * f;
    double r1 = (m[2] * m[9] - m[1] * m[10]) * f;
    double r2 = (m[1] * m[6] - m[2] * m[5]) * f;
    double r4 = c1 * f;
    double r5 = (m[0] * m[10] - m[2] * m[8]) * f;
    double r6 = (m[2] * m[4] - m[0] * m[6]) * f;
    double r8 = c2 * f;
    double r9 = (m[1] * m[8] - m[0] * m[9]) * f;
    double r10 = (m[0] * m[5] - m[1] * m[4]) * f;
    double x = m[12];
    double y = m[13];
    double z = m[14];
    m[0] = r0;
    m[1] = r1;
    m[2] = r2;
    m[4] = r4;
    m[5] = r5;
    m[6] = r6;
    m[8] = r8;
    m[9] = r9;
    m[10] = r10;
    m[12] = -(x * r0 + y * r4 + z * r8);
    m[13] = -(x * r1 + y * r5 + z * r9);
    m[14] = -(x * r2 + y * r6 + z * r10);
  }

  static boolean finite(double[] m) {
    for (double value : m) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}

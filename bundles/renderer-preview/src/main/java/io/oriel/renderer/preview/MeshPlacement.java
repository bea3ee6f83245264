package io.oriel.renderer.preview;

/** Matrices of the mesh at hand and the test whether it is in view. Used by one thread. */
final class MeshPlacement {
  private final double[] localToScreen = new double[16];

  /** {@link #localToScreen} for the kernels. */
  final float[] project = new float[16];

  /** Turns normals; 9 numbers. */
  final float[] turn = new float[9];

  /** Works out {@link #project}. */
  void place(double[] transforms, int mesh, double[] worldToScreen) {
    int at = mesh * 16;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += transforms[at + i * 4 + k] * worldToScreen[k * 4 + j];
        }
        localToScreen[i * 4 + j] = sum;
        project[i * 4 + j] = (float) sum;
      }
    }
  }

  /** Works out {@link #turn}: cofactors, which need no inverse and bear any scale. */
  void turnBy(double[] transforms, int mesh) {
    int at = mesh * 16;
    double sign = mirrors(transforms, mesh) ? -1 : 1;
    double largest = Double.MIN_NORMAL;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        largest = Math.max(largest, Math.abs(transforms[at + i * 4 + j]));
      }
    }
    double scale = sign / largest / largest;
    for (int i = 0; i < 3; i++) {
      int i1 = at + (i + 1) % 3 * 4;
      int i2 = at + (i + 2) % 3 * 4;
      for (int j = 0; j < 3; j++) {
        int j1 = (j + 1) % 3;
        int j2 = (j + 2) % 3;
        double cofactor =
            transforms[i1 + j1] * transforms[i2 + j2] - transforms[i1 + j2] * transforms[i2 + j1];
        turn[i * 3 + j] = (float) (cofactor * scale);
      }
    }
  }

  /** True if the transform turns left into right. */
  static boolean mirrors(double[] t, int mesh) {
    int a = mesh * 16;
    double determinant =
        t[a] * (t[a + 5] * t[a + 10] - t[a + 6] * t[a + 9])
            - t[a + 1] * (t[a + 4] * t[a + 10] - t[a + 6] * t[a + 8])
            + t[a + 2] * (t[a + 4] * t[a + 9] - t[a + 5] * t[a + 8]);
    return determinant < 0;
  }

  /**
   * False if a box in the mesh's space lies wholly on the outer side of one of the picture's sides,
   * the near or the far plane.
   *
   * @param bounds smallest and largest x, y, z, from {@code at} on
   */
  boolean inView(Screen screen, float[] bounds, int at) {
    double right = (double) screen.width * Screen.SUBPIXELS;
    double bottom = (double) screen.height * Screen.SUBPIXELS;
    return reaches(bounds, at, 0, 1, 0)
        && reaches(bounds, at, 0, -1, right)
        && reaches(bounds, at, 1, 1, 0)
        && reaches(bounds, at, 1, -1, bottom)
        && reaches(bounds, at, 2, 1, 0)
        && reaches(bounds, at, 2, -1, 1);
  }

  /** False if sign * coordinate + limit * w is negative in the whole box. */
  private boolean reaches(float[] bounds, int at, int coordinate, double sign, double limit) {
    double most = plane(3, coordinate, sign, limit);
    for (int axis = 0; axis < 3; axis++) {
      double slope = plane(axis, coordinate, sign, limit);
      most += slope * (slope > 0 ? bounds[at + 3 + axis] : bounds[at + axis]);
    }
    // A NaN counts as in view; the triangles are looked at one by one.
    return !(most < 0);
  }

  private double plane(int row, int coordinate, double sign, double limit) {
    return sign * localToScreen[row * 4 + coordinate] + limit * localToScreen[row * 4 + 3];
  }
}

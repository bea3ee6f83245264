package io.oriel.renderer.preview;

import io.oriel.api.geometry.Vector3;

/**
 * A triangle as the stage describes it. What covers a pixel is decided with corners that were moved
 * to the nearest 1/256 pixel; what the pixel holds is worked out here without that, in doubles, at
 * its centre. The weight of a corner divided by the distance is linear in column and row, also for
 * a triangle that reaches behind the camera (Olano and Greer, "Triangle Scan Conversion using 2D
 * Homogeneous Coordinates", 1997).
 *
 * <p>Used by one thread.
 */
final class ExactTriangle {
  /** Id in the visibility buffer, 0 if this is none. */
  int id;

  /** Number of its mesh. */
  int mesh;

  // What the pixel of the last call of at() shows.
  /** Unit world normal of the side seen. */
  double normalX;

  double normalY;
  double normalZ;

  /** Linear albedo. */
  double red;

  double green;
  double blue;

  private SceneState state;
  private int triangle;

  /** Corners relative to the eye, in the world. */
  private final double[] corners = new double[9];

  /** Corners on the screen: column times w, row times w, w. */
  private final double[] screen = new double[9];

  /** Weight over w of each corner: change a column, change a row, value at 0, 0. */
  private final double[] weights = new double[9];

  /** Distance of each corner to the image plane. */
  private final double[] depths = new double[3];

  /** Unit normal of the plane, towards the side seen. */
  private final double[] facet = new double[3];

  /** 1 if the front is seen, -1 if the back is. */
  private double side;

  private double weight0;
  private double weight1;
  private double weight2;

  /** One over the sum of the weights before they were made to add up to 1: the w of the pixel. */
  private double w;

  Scene scene() {
    return state.scene;
  }

  /** Becomes the triangle of an id. */
  void place(SceneState shown, int number) {
    id = number;
    state = shown;
    triangle = TriangleRecords.triangle(number);
    mesh = state.scene.mesh(triangle);
    for (int k = 0; k < 3; k++) {
      placeCorner(k);
    }
    double determinant = writeWeights();
    boolean mirrored = MeshPlacement.mirrors(state.transforms, mesh);
    // On the screen y points down, so the front has its corners clockwise there.
    boolean front = determinant < 0 != mirrored;
    side = front || !state.scene.doubleSided[mesh] ? 1 : -1;
    writeFacet(mirrored ? -side : side);
  }

  private void placeCorner(int k) {
    Points points = state.scene.points;
    int point = state.scene.corners[triangle * 3 + k];
    double x = points.x[point];
    double y = points.y[point];
    double z = points.z[point];
    double[] m = state.transforms;
    int at = mesh * 16;
    View view = state.view;
    corners[k * 3] = x * m[at] + y * m[at + 4] + z * m[at + 8] + (m[at + 12] - view.eye().x());
    corners[k * 3 + 1] =
        x * m[at + 1] + y * m[at + 5] + z * m[at + 9] + (m[at + 13] - view.eye().y());
    corners[k * 3 + 2] =
        x * m[at + 2] + y * m[at + 6] + z * m[at + 10] + (m[at + 14] - view.eye().z());
    depths[k] = 0;
    for (int i = 0; i < 3; i++) {
      screen[k * 3 + i] = view.eyeOnScreen()[i];
      depths[k] -= corners[k * 3 + i] * view.axes()[6 + i];
    }
    double[] toScreen = view.worldToScreen();
    for (int i = 0; i < 3; i++) {
      double along = corners[k * 3 + i];
      screen[k * 3] += along * toScreen[i * 4] / Screen.SUBPIXELS;
      screen[k * 3 + 1] += along * toScreen[i * 4 + 1] / Screen.SUBPIXELS;
      screen[k * 3 + 2] += along * toScreen[i * 4 + 3];
    }
  }

  /** The inverse of the matrix of corners, but for a factor; answers the determinant. */
  private double writeWeights() {
    for (int k = 0; k < 3; k++) {
      cross(screen, (k + 1) % 3 * 3, (k + 2) % 3 * 3, weights, k * 3);
    }
    double determinant = screen[0] * weights[0] + screen[1] * weights[1] + screen[2] * weights[2];
    if (determinant < 0) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = -weights[i];
      }
    }
    return determinant;
  }

  private void writeFacet(double sign) {
    double ux = corners[3] - corners[0];
    double uy = corners[4] - corners[1];
    double uz = corners[5] - corners[2];
    double vx = corners[6] - corners[0];
    double vy = corners[7] - corners[1];
    double vz = corners[8] - corners[2];
    double x = uy * vz - uz * vy;
    double y = uz * vx - ux * vz;
    double z = ux * vy - uy * vx;
    double scale = sign / Math.sqrt(x * x + y * y + z * z);
    facet[0] = x * scale;
    facet[1] = y * scale;
    facet[2] = z * scale;
    if (!Double.isFinite(facet[0] + facet[1] + facet[2])) {
      System.arraycopy(state.view.axes(), 6, facet, 0, 3);
    }
  }

  private static void cross(double[] v, int a, int b, double[] into, int at) {
    into[at] = v[a + 1] * v[b + 2] - v[a + 2] * v[b + 1];
    into[at + 1] = v[a + 2] * v[b] - v[a] * v[b + 2];
    into[at + 2] = v[a] * v[b + 1] - v[a + 1] * v[b];
  }

  /**
   * Goes to the centre of a pixel. One that lies beyond an edge, as rounding may have it, is
   * brought back to the triangle.
   */
  void at(int column, int row) {
    double x = column + 0.5;
    double y = row + 0.5;
    weight0 = positive(weights[0] * x + weights[1] * y + weights[2]);
    weight1 = positive(weights[3] * x + weights[4] * y + weights[5]);
    weight2 = positive(weights[6] * x + weights[7] * y + weights[8]);
    w = 1 / (weight0 + weight1 + weight2);
    if (w > 0 && w < Double.POSITIVE_INFINITY) {
      weight0 *= w;
      weight1 *= w;
      weight2 *= w;
    } else {
      // Seen from the edge: any place will do.
      weight0 = 1;
      weight1 = 0;
      weight2 = 0;
    }
  }

  private static double positive(double value) {
    return value > 0 ? value : 0;
  }

  /** Distance to the image plane. */
  double depth() {
    return weight0 * depths[0] + weight1 * depths[1] + weight2 * depths[2];
  }

  /** Distance to the eye. */
  double distance() {
    double x = fromEye(0);
    double y = fromEye(1);
    double z = fromEye(2);
    return Math.sqrt(x * x + y * y + z * z);
  }

  private double fromEye(int axis) {
    return weight0 * corners[axis] + weight1 * corners[3 + axis] + weight2 * corners[6 + axis];
  }

  /** The place in the world. */
  Vector3 position() {
    return state.view.eye().plus(new Vector3(fromEye(0), fromEye(1), fromEye(2)));
  }

  /** Unit world normal of the whole triangle, towards the side seen. */
  Vector3 facet() {
    return new Vector3(facet[0], facet[1], facet[2]);
  }

  /** Works out the normal; that of the plane where the stage's make no sense. */
  void turn() {
    int[] numbers = state.scene.cornerNormals;
    Points n = state.worldNormals;
    int n0 = numbers[triangle * 3];
    int n1 = numbers[triangle * 3 + 1];
    int n2 = numbers[triangle * 3 + 2];
    double x = weight0 * n.x[n0] + weight1 * n.x[n1] + weight2 * n.x[n2];
    double y = weight0 * n.y[n0] + weight1 * n.y[n1] + weight2 * n.y[n2];
    double z = weight0 * n.z[n0] + weight1 * n.z[n1] + weight2 * n.z[n2];
    double length = Math.sqrt(x * x + y * y + z * z);
    if (length > 0 && length < Double.POSITIVE_INFINITY) {
      double scale = side / length;
      normalX = x * scale;
      normalY = y * scale;
      normalZ = z * scale;
    } else {
      normalX = facet[0];
      normalY = facet[1];
      normalZ = facet[2];
    }
  }

  /** Works out the albedo. */
  void paint() {
    Scene scene = state.scene;
    int color = scene.triangleColors[triangle];
    if (color < 0) {
      sample(scene.textures[-1 - color]);
    } else if ((scene.albedo[triangle] & Albedo.VARYING) == 0) {
      red = scene.colors[color * 3];
      green = scene.colors[color * 3 + 1];
      blue = scene.colors[color * 3 + 2];
    } else {
      red = interpolate(scene.colors, scene.cornerColors, 3, 0);
      green = interpolate(scene.colors, scene.cornerColors, 3, 1);
      blue = interpolate(scene.colors, scene.cornerColors, 3, 2);
    }
  }

  private double interpolate(float[] values, int[] numbers, int size, int component) {
    return weight0 * values[numbers[triangle * 3] * size + component]
        + weight1 * values[numbers[triangle * 3 + 1] * size + component]
        + weight2 * values[numbers[triangle * 3 + 2] * size + component];
  }

  private void sample(MipMaps texture) {
    Scene scene = state.scene;
    double s = interpolate(scene.coordinates, scene.cornerCoordinates, 2, 0);
    double t = interpolate(scene.coordinates, scene.cornerCoordinates, 2, 1);
    double sx = slope(0, 0, s) * texture.width();
    double sy = slope(1, 0, s) * texture.width();
    double tx = slope(0, 1, t) * texture.height();
    double ty = slope(1, 1, t) * texture.height();
    double step = Math.max(sx * sx + tx * tx, sy * sy + ty * ty);
    texture.sample(s, t, step, this);
  }

  /**
   * Change of a texture coordinate from this pixel to the next one.
   *
   * @param axis 0 to the right, 1 down
   * @param value of the coordinate at this pixel
   */
  private double slope(int axis, int component, double value) {
    float[] values = state.scene.coordinates;
    int[] numbers = state.scene.cornerCoordinates;
    double rise = 0;
    for (int k = 0; k < 3; k++) {
      double corner = values[numbers[triangle * 3 + k] * 2 + component];
      rise += weights[k * 3 + axis] * (corner - value);
    }
    return rise * w;
  }
}

package io.oriel.stage.usd;

import java.util.Arrays;

/**
 * Cuts faces into triangles: convex ones as a fan, others by clipping ears. Faces that name points
 * that do not exist, or that are not finite, are left out and counted.
 */
final class Triangulation {
  /** Comparisons that one mesh may cost; what is left then is cut as if it were convex. */
  private static final long MAX_COMPARISONS = 20_000_000;

  private final Polygons mesh;
  private final boolean[] unusable;
  private int[] triangles;
  private int[] corners;
  private int[] faces;
  private int size;
  private int rejected;
  private long comparisons;

  /** Corner numbers of the face at hand, and its points seen along its normal. */
  private double[] x = new double[8];

  private double[] y = new double[8];
  private int[] ring = new int[8];

  private Triangulation(Polygons mesh) {
    this.mesh = mesh;
    this.unusable = unusablePoints(mesh.points());
    int capacity = Math.max(0, mesh.indices().length - 2 * mesh.counts().length) + 1;
    triangles = new int[capacity * 3];
    corners = new int[capacity * 3];
    faces = new int[capacity];
  }

  static Triangulation of(Polygons mesh) {
    Triangulation result = new Triangulation(mesh);
    result.run();
    return result;
  }

  /** Three points a triangle, counter-clockwise from outside. */
  int[] triangles() {
    return triangles;
  }

  /** Spreads a value a face, of {@code width} numbers, over the triangles. */
  float[] perTriangle(float[] values, int width) {
    return pick(values, width, faces);
  }

  /** Spreads a value a face corner, of {@code width} numbers, over the triangles' corners. */
  float[] perCorner(float[] values, int width) {
    return pick(values, width, corners);
  }

  /** Numbers of the triangles of some faces. */
  int[] numbers(boolean[] marked) {
    int[] numbers = new int[size];
    int count = 0;
    for (int triangle = 0; triangle < size; triangle++) {
      if (marked[faces[triangle]]) {
        numbers[count++] = triangle;
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  int faceCount() {
    return mesh.counts().length;
  }

  /** The values with these numbers, of {@code width} floats each. */
  static float[] pick(float[] values, int width, int[] numbers) {
    float[] picked = new float[numbers.length * width];
    for (int k = 0; k < numbers.length; k++) {
      System.arraycopy(values, numbers[k] * width, picked, k * width, width);
    }
    return picked;
  }

  /** The triangles with these numbers. */
  static int[] pick(int[] indices, int[] numbers) {
    int[] picked = new int[numbers.length * 3];
    for (int k = 0; k < numbers.length; k++) {
      System.arraycopy(indices, numbers[k] * 3, picked, k * 3, 3);
    }
    return picked;
  }

  /** Faces that could not be used. */
  int rejected() {
    return rejected;
  }

  private static boolean[] unusablePoints(float[] points) {
    boolean[] unusable = new boolean[points.length / 3];
    for (int point = 0; point < unusable.length; point++) {
      unusable[point] =
          !(Float.isFinite(points[point * 3])
              && Float.isFinite(points[point * 3 + 1])
              && Float.isFinite(points[point * 3 + 2]));
    }
    return unusable;
  }

  private void run() {
    boolean[] hole = new boolean[mesh.counts().length];
    for (int face : mesh.holes()) {
      if (face >= 0 && face < hole.length) {
        hole[face] = true;
      }
    }
    long first = 0;
    for (int face = 0; face < mesh.counts().length; face++) {
      int count = mesh.counts()[face];
      if (count < 0 || first + count > mesh.indices().length) {
        rejected += mesh.counts().length - face;
        break;
      }
      if (!hole[face]) {
        face(face, (int) first, count);
      }
      first += count;
    }
    triangles = Arrays.copyOf(triangles, size * 3);
    corners = Arrays.copyOf(corners, size * 3);
    faces = Arrays.copyOf(faces, size);
  }

  private void face(int face, int first, int count) {
    if (count < 3 || !usable(first, count)) {
      rejected++;
    } else if (count == 3) {
      add(face, first, first + 1, first + 2);
    } else if (comparisons > MAX_COMPARISONS || flatten(first, count)) {
      for (int corner = 1; corner + 1 < count; corner++) {
        add(face, first, first + corner, first + corner + 1);
      }
    } else {
      clip(face, first, count);
    }
  }

  private boolean usable(int first, int count) {
    for (int corner = first; corner < first + count; corner++) {
      int point = mesh.indices()[corner];
      if (point < 0 || point >= unusable.length || unusable[point]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Lays the face into the plane of its Newell normal, counter-clockwise.
   *
   * @return true if it is convex, or has no area and any cut will do
   */
  private boolean flatten(int first, int count) {
    if (x.length < count) {
      x = new double[count];
      y = new double[count];
      ring = new int[count];
    }
    double[] normal = new double[3];
    Normals.newell(mesh.points(), mesh.indices(), first, count, normal);
    int drop = largest(normal);
    if (normal[drop] == 0) {
      return true;
    }
    int u = (drop + 1) % 3;
    int v = (drop + 2) % 3;
    double sign = Math.signum(normal[drop]);
    for (int corner = 0; corner < count; corner++) {
      int at = mesh.indices()[first + corner] * 3;
      x[corner] = mesh.points()[at + u] * sign;
      y[corner] = mesh.points()[at + v];
      ring[corner] = corner;
    }
    for (int corner = 0; corner < count; corner++) {
      if (turn(corner, (corner + 1) % count, (corner + 2) % count) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int largest(double[] vector) {
    int axis = Math.abs(vector[0]) > Math.abs(vector[1]) ? 0 : 1;
    return Math.abs(vector[axis]) > Math.abs(vector[2]) ? axis : 2;
  }

  /** Twice the area of a triangle in the plane; negative when it turns clockwise. */
  private double turn(int a, int b, int c) {
    return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
  }

  /** Meisters' ears: cut off corners whose triangle holds no other corner. */
  private void clip(int face, int first, int count) {
    int left = count;
    int at = 0;
    int missed = 0;
    while (left > 3) {
      int before = ring[(at + left - 1) % left];
      int tip = ring[at % left];
      int after = ring[(at + 1) % left];
      // A face that crosses itself has no ears left at some time: any corner goes then.
      if (missed >= left || comparisons > MAX_COMPARISONS || ear(before, tip, after, left)) {
        add(face, first + before, first + tip, first + after);
        int gone = at % left;
        System.arraycopy(ring, gone + 1, ring, gone, left - gone - 1);
        left--;
        at = gone;
        missed = 0;
      } else {
        at = (at + 1) % left;
        missed++;
      }
    }
    add(face, first + ring[0], first + ring[1], first + ring[2]);
  }

  private boolean ear(int before, int tip, int after, int left) {
    if (turn(before, tip, after) <= 0) {
      return false;
    }
    comparisons += left;
    for (int k = 0; k < left; k++) {
      int other = ring[k];
      if (other != before && other != tip && other != after && inside(before, tip, after, other)) {
        return false;
      }
    }
    return true;
  }

  private boolean inside(int a, int b, int c, int p) {
    boolean onCorner =
        (x[p] == x[a] && y[p] == y[a])
            || (x[p] == x[b] && y[p] == y[b])
            || (x[p] == x[c] && y[p] == y[c]);
    return !onCorner && turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0;
  }

  private void add(int face, int a, int b, int c) {
    if ((size + 1) * 3 > triangles.length) {
      int capacity = Math.max(16, faces.length * 2);
      triangles = Arrays.copyOf(triangles, capacity * 3);
      corners = Arrays.copyOf(corners, capacity * 3);
      faces = Arrays.copyOf(faces, capacity);
    }
    int second = mesh.leftHanded() ? c : b;
    int third = mesh.leftHanded() ? b : c;
    corners[size * 3] = a;
    corners[size * 3 + 1] = second;
    corners[size * 3 + 2] = third;
    for (int k = size * 3; k < size * 3 + 3; k++) {
      triangles[k] = mesh.indices()[corners[k]];
    }
    faces[size++] = face;
  }
}

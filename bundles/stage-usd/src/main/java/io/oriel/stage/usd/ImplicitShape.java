package io.oriel.stage.usd;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.Primvar;
import java.util.Arrays;
import java.util.Optional;

/**
 * USD's shapes without points, as {@code usdGeom/schema.usda} defines them, in triangles with
 * normals.
 *
 * @param kind which shape
 * @param axis 0, 1, 2 for x, y, z
 * @param a size, radius, height or width, as the kind asks for
 * @param b top radius, or length
 * @param c bottom radius
 */
record ImplicitShape(Kind kind, int axis, double a, double b, double c, boolean doubleSided) {
  private static final int SEGMENTS = 32;
  private static final int QUARTER_RINGS = 8;

  /** In the order of the worker's numbers; polygon meshes have number 0. */
  enum Kind {
    CUBE,
    SPHERE,
    CYLINDER,
    CONE,
    CAPSULE,
    PLANE
  }

  Surface surface() {
    return switch (kind) {
      case CUBE -> cube();
      case SPHERE -> sphere();
      case CYLINDER -> cylinder(a, b, c);
      case CONE -> cylinder(a, 0, b);
      case CAPSULE -> capsule();
      case PLANE -> plane();
    };
  }

  private Surface cube() {
    Facets facets = new Facets(24, 12, axis);
    float half = (float) (a / 2);
    for (int side = 0; side < 3; side++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        float[] normal = new float[3];
        normal[side] = sign;
        float[] u = new float[3];
        u[(side + 1) % 3] = half;
        float[] v = new float[3];
        v[(side + 2) % 3] = half * sign;
        float[] center = new float[3];
        center[side] = half * sign;
        quad(facets, center, u, v, normal);
      }
    }
    return facets.surface(doubleSided);
  }

  private Surface plane() {
    // Width runs along x, or z where x is the normal; length along y, or z where y is the normal.
    float[] normal = new float[3];
    normal[axis] = 1;
    float[] width = new float[3];
    width[axis == 0 ? 2 : 0] = (float) (a / 2);
    float[] length = new float[3];
    length[axis == 1 ? 2 : 1] = (float) (b / 2);
    Facets facets = new Facets(4, 2, 2);
    if (axis == 2) {
      quad(facets, new float[3], width, length, normal);
    } else {
      quad(facets, new float[3], length, width, normal);
    }
    return facets.surface(doubleSided);
  }

  private static void quad(Facets facets, float[] center, float[] u, float[] v, float[] normal) {
    int first = facets.points();
    for (int corner = 0; corner < 4; corner++) {
      int s = corner == 1 || corner == 2 ? 1 : -1;
      int t = corner >= 2 ? 1 : -1;
      facets.point(
          center[0] + s * u[0] + t * v[0],
          center[1] + s * u[1] + t * v[1],
          center[2] + s * u[2] + t * v[2],
          normal[0],
          normal[1],
          normal[2]);
    }
    facets.triangle(first, first + 1, first + 2);
    facets.triangle(first, first + 2, first + 3);
  }

  private Surface sphere() {
    int rings = 2 * QUARTER_RINGS;
    Facets facets = new Facets((rings + 1) * SEGMENTS, 2 * rings * SEGMENTS, axis);
    for (int ring = 0; ring <= rings; ring++) {
      double angle = Math.PI * ((double) ring / rings - 0.5);
      ring(facets, a * Math.cos(angle), a * Math.sin(angle), Math.cos(angle), Math.sin(angle));
    }
    for (int ring = 0; ring < rings; ring++) {
      band(facets, ring, ring == 0, ring + 1 == rings);
    }
    return facets.surface(doubleSided);
  }

  /** Also a cone, whose top has no radius. */
  private Surface cylinder(double height, double top, double bottom) {
    Facets facets = new Facets(6 * SEGMENTS, 6 * SEGMENTS, axis);
    double slope = Math.hypot(height, bottom - top);
    double outward = slope > 0 ? height / slope : 1;
    double upward = slope > 0 ? (bottom - top) / slope : 0;
    ring(facets, 0, -height / 2, 0, -1);
    ring(facets, bottom, -height / 2, 0, -1);
    ring(facets, bottom, -height / 2, outward, upward);
    ring(facets, top, height / 2, outward, upward);
    ring(facets, top, height / 2, 0, 1);
    ring(facets, 0, height / 2, 0, 1);
    band(facets, 0, true, bottom == 0);
    band(facets, 2, bottom == 0, top == 0);
    band(facets, 4, top == 0, true);
    return facets.surface(doubleSided);
  }

  private Surface capsule() {
    int rings = 2 * QUARTER_RINGS + 1;
    Facets facets = new Facets((rings + 1) * SEGMENTS, 2 * rings * SEGMENTS, axis);
    for (int ring = 0; ring <= rings; ring++) {
      boolean upper = ring > QUARTER_RINGS;
      int step = upper ? ring - QUARTER_RINGS - 1 : ring - QUARTER_RINGS;
      double angle = Math.PI / 2 * step / QUARTER_RINGS;
      double radius = upper ? b : c;
      double center = upper ? a / 2 : -a / 2;
      ring(
          facets,
          radius * Math.cos(angle),
          center + radius * Math.sin(angle),
          Math.cos(angle),
          Math.sin(angle));
    }
    for (int ring = 0; ring < rings; ring++) {
      band(facets, ring, ring == 0, ring + 1 == rings);
    }
    return facets.surface(doubleSided);
  }

  private static void ring(Facets facets, double radius, double z, double nr, double nz) {
    for (int segment = 0; segment < SEGMENTS; segment++) {
      double angle = 2 * Math.PI * segment / SEGMENTS;
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      facets.point(radius * cos, radius * sin, z, nr * cos, nr * sin, nz);
    }
  }

  /** Joins a ring with the next one; a ring that is a single place needs only one triangle. */
  private static void band(Facets facets, int ring, boolean lowerTip, boolean upperTip) {
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int next = (segment + 1) % SEGMENTS;
      int lower = ring * SEGMENTS;
      int upper = lower + SEGMENTS;
      if (!lowerTip) {
        facets.triangle(lower + segment, lower + next, upper + (upperTip ? segment : next));
      }
      if (!upperTip) {
        facets.triangle(lower + segment, upper + next, upper + segment);
      }
    }
  }

  /** Points with normals and triangles, made along z and turned to the shape's axis. */
  private static final class Facets {
    private final float[] points;
    private final float[] normals;
    private final int[] indices;
    private final int axis;
    private int pointCount;
    private int indexCount;

    Facets(int points, int triangles, int axis) {
      this.points = new float[points * 3];
      this.normals = new float[points * 3];
      this.indices = new int[triangles * 3];
      this.axis = axis;
    }

    int points() {
      return pointCount;
    }

    void point(double x, double y, double z, double nx, double ny, double nz) {
      put(points, x, y, z);
      put(normals, nx, ny, nz);
      pointCount++;
    }

    /** The cyclic turn that brings z to the axis keeps the orientation. */
    private void put(float[] into, double x, double y, double z) {
      into[pointCount * 3 + (axis + 1) % 3] = (float) x;
      into[pointCount * 3 + (axis + 2) % 3] = (float) y;
      into[pointCount * 3 + axis] = (float) z;
    }

    void triangle(int a, int b, int c) {
      indices[indexCount++] = a;
      indices[indexCount++] = b;
      indices[indexCount++] = c;
    }

    Surface surface(boolean doubleSided) {
      return new Surface(
          points,
          Arrays.copyOf(indices, indexCount),
          Optional.of(new Primvar(Interpolation.POINT, normals)),
          Optional.empty(),
          doubleSided);
    }
  }
}

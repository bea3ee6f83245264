package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriangulationTest {
  private static Polygons polygon(float[] points, int... indices) {
    return new Polygons(points, new int[] {indices.length}, indices, new int[0], false, false);
  }

  private static double area(float[] points, int[] triangles) {
    double[] normal = new double[3];
    double area = 0;
    for (int first = 0; first < triangles.length; first += 3) {
      Normals.newell(points, triangles, first, 3, normal);
      area += Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]) / 2;
    }
    return area;
  }

  /** Star-shaped around the origin, so simple, but with random dents; turned in space. */
  @Test
  void randomDentedPolygonsAreCoveredExactlyOnce() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      int corners = 4 + random.nextInt(30);
      float[] points = new float[corners * 3];
      double turn = random.nextDouble() * Math.PI;
      for (int k = 0; k < corners; k++) {
        double angle = 2 * Math.PI * k / corners;
        double radius = 0.2 + random.nextDouble();
        double x = radius * Math.cos(angle);
        double y = radius * Math.sin(angle);
        points[k * 3] = (float) (x * Math.cos(turn));
        points[k * 3 + 1] = (float) y;
        points[k * 3 + 2] = (float) (x * Math.sin(turn));
      }
      int[] indices = new int[corners];
      Arrays.setAll(indices, k -> k);
      double[] normal = new double[3];
      Normals.newell(points, indices, 0, corners, normal);
      double expected = Math.hypot(Math.hypot(normal[0], normal[1]), normal[2]) / 2;

      Triangulation cut = Triangulation.of(polygon(points, indices));

      String hint = "seed " + seed + ", round " + round;
      assertThat(cut.triangles()).as(hint).hasSize((corners - 2) * 3);
      // Triangles that overlapped or left the polygon would add up to more.
      assertThat(area(points, cut.triangles())).as(hint).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void facesInEveryPlaneKeepTheirSide() {
    float[] corners = {0, 0, 2, 0, 2, 2, 1, 0.5f, 0, 2};
    for (int plane = 0; plane < 3; plane++) {
      for (boolean reversed : new boolean[] {false, true}) {
        float[] points = new float[15];
        for (int k = 0; k < 5; k++) {
          points[k * 3 + (plane + 1) % 3] = corners[k * 2];
          points[k * 3 + (plane + 2) % 3] = corners[k * 2 + 1];
        }
        int[] order = reversed ? new int[] {4, 3, 2, 1, 0} : new int[] {0, 1, 2, 3, 4};
        int[] triangles = Triangulation.of(polygon(points, order)).triangles();
        double[] normal = new double[3];
        for (int first = 0; first < triangles.length; first += 3) {
          Normals.newell(points, triangles, first, 3, normal);
          assertThat(Math.signum(normal[plane])).isEqualTo(reversed ? -1 : 1);
        }
        assertThat(area(points, triangles)).isCloseTo(2.5, within(1e-6));
      }
    }
  }

  @Test
  void facesThatCrossThemselvesOrHaveNoAreaStillEnd() {
    float[] bow = {0, 0, 0, 2, 2, 0, 2, 0, 0, 0, 2, 0};
    assertThat(Triangulation.of(polygon(bow, 0, 1, 2, 3)).triangles()).hasSize(6);
    float[] line = {0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0};
    assertThat(Triangulation.of(polygon(line, 0, 1, 2, 3)).triangles()).hasSize(6);
    assertThat(Triangulation.of(polygon(line, 0, 0, 0, 0, 0)).triangles()).hasSize(9);
  }

  @Test
  void aHostileFaceCostsBoundedWork() {
    int corners = 60_000;
    Random random = new Random(7);
    float[] points = new float[corners * 3];
    for (int k = 0; k < corners * 3; k++) {
      points[k] = random.nextFloat();
    }
    int[] indices = new int[corners];
    Arrays.setAll(indices, k -> k);

    Triangulation cut = Triangulation.of(polygon(points, indices));

    assertThat(cut.triangles()).hasSize((corners - 2) * 3);
  }

  @Test
  void valuesFollowTheirFacesAndCorners() {
    Polygons mesh =
        new Polygons(
            new float[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0},
            new int[] {3, 4},
            new int[] {0, 1, 2, 0, 1, 2, 3},
            new int[0],
            true,
            false);
    Triangulation cut = Triangulation.of(mesh);

    assertThat(cut.triangles()).containsExactly(0, 2, 1, 0, 2, 1, 0, 3, 2);
    assertThat(cut.perTriangle(new float[] {1, 1, 1, 2, 2, 2}, 3))
        .containsExactly(1, 1, 1, 2, 2, 2, 2, 2, 2);
    float[] corners = new float[21];
    for (int k = 0; k < corners.length; k++) {
      corners[k] = k / 3;
    }
    float[] spread = cut.perCorner(corners, 3);
    int[] chosen = new int[9];
    Arrays.setAll(chosen, k -> (int) spread[k * 3]);
    assertThat(chosen).containsExactly(0, 2, 1, 3, 5, 4, 3, 6, 5);
  }
}

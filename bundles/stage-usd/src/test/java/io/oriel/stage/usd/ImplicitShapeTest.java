package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplicitShapeTest {
  /** Volume by the divergence theorem: right only if the surface is closed and faces outward. */
  @ParameterizedTest
  @CsvSource({
    "CUBE, 2, 0, 0, 8",
    "SPHERE, 2, 0, 0, 33.510",
    "CYLINDER, 3, 2, 2, 37.699",
    "CYLINDER, 3, 1, 2, 21.991",
    "CONE, 3, 2, 0, 12.566",
    "CAPSULE, 3, 1, 1, 13.614",
  })
  void closedShapesFaceOutwardAndHaveTheirVolume(
      ImplicitShape.Kind kind, double a, double b, double c, double volume) {
    for (int axis = 0; axis < 3; axis++) {
      Surface surface = new ImplicitShape(kind, axis, a, b, c, false).surface();
      double sum = 0;
      for (int first = 0; first < surface.indices().length; first += 3) {
        float[] p = surface.points();
        int i = surface.indices()[first] * 3;
        int j = surface.indices()[first + 1] * 3;
        int k = surface.indices()[first + 2] * 3;
        sum +=
            p[i] * ((double) p[j + 1] * p[k + 2] - (double) p[j + 2] * p[k + 1])
                + p[i + 1] * ((double) p[j + 2] * p[k] - (double) p[j] * p[k + 2])
                + p[i + 2] * ((double) p[j] * p[k + 1] - (double) p[j + 1] * p[k]);
      }
      assertThat(sum / 6).as("axis %d", axis).isCloseTo(volume, within(volume * 0.02));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CUBE, 2, 0, 0",
    "SPHERE, 2, 0, 0",
    "CYLINDER, 3, 1, 2",
    "CONE, 3, 2, 0",
    "CAPSULE, 3, 1, 1",
    "PLANE, 3, 2, 0",
  })
  void normalsAreUnitLengthAndOnTheSideOfTheirTriangle(
      ImplicitShape.Kind kind, double a, double b, double c) {
    for (int axis = 0; axis < 3; axis++) {
      Surface surface = new ImplicitShape(kind, axis, a, b, c, false).surface();
      float[] normals = surface.normals().orElseThrow().values();
      double[] face = new double[3];
      for (int first = 0; first < surface.indices().length; first += 3) {
        Normals.newell(surface.points(), surface.indices(), first, 3, face);
        double area = Math.hypot(Math.hypot(face[0], face[1]), face[2]);
        for (int corner = first; corner < first + 3; corner++) {
          int at = surface.indices()[corner] * 3;
          double length = Math.hypot(Math.hypot(normals[at], normals[at + 1]), normals[at + 2]);
          double along =
              face[0] * normals[at] + face[1] * normals[at + 1] + face[2] * normals[at + 2];
          assertThat(length).isCloseTo(1, within(1e-6));
          assertThat(along / area).as("%s axis %d", kind, axis).isGreaterThan(0.9);
        }
      }
    }
  }
}

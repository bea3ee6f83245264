package io.oriel.renderer.preview;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.tck.FakeStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a camera sees by definition: rays through pixels, in doubles, against every triangle
 * (Moeller and Trumbore, 1997). Shares no code with the renderer.
 */
final class RayCaster {
  /** What a ray met first. */
  record Hit(String path, int triangle, double distance, Vector3 position, Vector3 normal) {}

  private record Triangle(String path, int number, Vector3 a, Vector3 b, Vector3 c, boolean both) {
    Vector3 normal() {
      return b.minus(a).cross(c.minus(a)).normalized();
    }

    Optional<Hit> meet(Vector3 from, Vector3 direction) {
      Vector3 one = b.minus(a);
      Vector3 other = c.minus(a);
      Vector3 p = direction.cross(other);
      double determinant = one.dot(p);
      if (determinant == 0 || determinant < 0 && !both) {
        return Optional.empty();
      }
      Vector3 s = from.minus(a);
      double u = s.dot(p) / determinant;
      Vector3 q = s.cross(one);
      double v = direction.dot(q) / determinant;
      if (u < 0 || v < 0 || u + v > 1) {
        return Optional.empty();
      }
      double distance = other.dot(q) / determinant;
      Vector3 normal = normal();
      return Optional.of(
          new Hit(
              path,
              number,
              distance,
              from.plus(direction.times(distance)),
              normal.dot(direction) > 0 ? normal.times(-1) : normal));
    }

    /** Distance from the triangle's plane, or far away if the foot is outside the triangle. */
    double distance(Vector3 point) {
      Vector3 n = b.minus(a).cross(c.minus(a));
      double square = n.dot(n);
      double slack = -1e-9 * square;
      boolean inside =
          b.minus(a).cross(point.minus(a)).dot(n) >= slack
              && c.minus(b).cross(point.minus(b)).dot(n) >= slack
              && a.minus(c).cross(point.minus(c)).dot(n) >= slack;
      return inside && square > 0
          ? Math.abs(point.minus(a).dot(n)) / Math.sqrt(square)
          : Double.MAX_VALUE;
    }
  }

  private final List<Triangle> triangles = new ArrayList<>();
  private final Camera camera;
  private final int width;
  private final int height;

  RayCaster(FakeStage stage, double time, Camera camera, int width, int height) {
    this.camera = camera;
    this.width = width;
    this.height = height;
    SceneSample sample = new SceneSample(stage);
    stage.sample(time, sample);
    for (int mesh = 0; mesh < stage.meshes().size(); mesh++) {
      add(stage.meshes().get(mesh), sample.transforms(), mesh * 16);
    }
  }

  private void add(MeshData mesh, double[] transforms, int at) {
    for (int i = 0; i < mesh.triangleCount(); i++) {
      triangles.add(
          new Triangle(
              mesh.path(),
              triangles.size(),
              point(mesh, mesh.indices()[i * 3], transforms, at),
              point(mesh, mesh.indices()[i * 3 + 1], transforms, at),
              point(mesh, mesh.indices()[i * 3 + 2], transforms, at),
              mesh.doubleSided()));
    }
  }

  private static Vector3 point(MeshData mesh, int point, double[] m, int at) {
    float[] p = mesh.points();
    double[] out = new double[3];
    for (int k = 0; k < 3; k++) {
      out[k] =
          p[point * 3] * m[at + k]
              + p[point * 3 + 1] * m[at + 4 + k]
              + p[point * 3 + 2] * m[at + 8 + k]
              + m[at + 12 + k];
    }
    return new Vector3(out[0], out[1], out[2]);
  }

  /** What is seen at a place of the picture; pixel centres are at halves. */
  Optional<Hit> look(double x, double y) {
    double scale = camera.verticalExtent() / height;
    double right = (x - width / 2.0) * scale;
    double up = (height / 2.0 - y) * scale;
    Vector3 from = camera.orthographic() ? place(right, up, 0, 1) : place(0, 0, 0, 1);
    // Not unit length: distances count along the camera's axis.
    Vector3 direction = camera.orthographic() ? place(0, 0, -1, 0) : place(right, up, -1, 0);
    Hit nearest = null;
    for (Triangle triangle : triangles) {
      Hit hit = triangle.meet(from, direction).orElse(null);
      if (hit != null
          && hit.distance() >= camera.near()
          && hit.distance() <= camera.far()
          && (nearest == null || hit.distance() < nearest.distance())) {
        nearest = hit;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private Vector3 place(double x, double y, double z, double w) {
    Matrix4 m = camera.cameraToWorld();
    double[] out = new double[3];
    for (int k = 0; k < 3; k++) {
      out[k] = x * m.get(0, k) + y * m.get(1, k) + z * m.get(2, k) + w * m.get(3, k);
    }
    return new Vector3(out[0], out[1], out[2]);
  }

  /** How far a point lies from the nearest triangle of a path. */
  double offSurface(String path, Vector3 point) {
    return triangles.stream()
        .filter(triangle -> triangle.path().equals(path))
        .mapToDouble(triangle -> triangle.distance(point))
        .min()
        .orElseThrow();
  }

  /** Distance of a point from the camera, along its axis. */
  double distance(Vector3 point) {
    Matrix4 m = camera.cameraToWorld();
    Vector3 eye = place(0, 0, 0, 1);
    return point.minus(eye).dot(new Vector3(-m.get(2, 0), -m.get(2, 1), -m.get(2, 2)));
  }
}

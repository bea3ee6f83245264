package io.oriel.renderer.preview;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.tck.FakeStage;
import java.util.List;
import java.util.Optional;

/**
 * What a camera sees of a stage, by shooting rays at every triangle (Möller and Trumbore, 1997), in
 * doubles. Shares nothing with the renderer.
 */
final class SeenSurfaces {
  private final List<MeshData> meshes;
  private final Camera camera;
  private final int width;
  private final int height;
  private final Matrix4[] places;
  private final Vector3[][] points;
  private final double[] radii;

  SeenSurfaces(FakeStage stage, Camera camera, int width, int height) {
    this.meshes = stage.meshes();
    this.camera = camera;
    this.width = width;
    this.height = height;
    this.places = new Matrix4[meshes.size()];
    this.points = new Vector3[meshes.size()][];
    this.radii = new double[meshes.size()];
    SceneSample sample = new SceneSample(stage);
    stage.sample(0, sample);
    for (int mesh = 0; mesh < places.length; mesh++) {
      places[mesh] = Matrix4.of(sample.transforms(), mesh * 16);
      points[mesh] = new Vector3[meshes.get(mesh).pointCount()];
      for (int i = 0; i < points[mesh].length; i++) {
        points[mesh][i] = places[mesh].transformPoint(vector(meshes.get(mesh).points(), i));
        double distance = points[mesh][i].minus(places[mesh].origin()).length();
        radii[mesh] = Math.max(radii[mesh], distance * 1.001);
      }
    }
  }

  private static Vector3 vector(float[] values, int number) {
    return new Vector3(values[number * 3], values[number * 3 + 1], values[number * 3 + 2]);
  }

  /** What is seen at a place in the picture, in pixels from the upper left corner. */
  Optional<Hit> at(double x, double y) {
    double unit = camera.verticalExtent() / height;
    Vector3 across = new Vector3((x - width / 2.0) * unit, (height / 2.0 - y) * unit, 0);
    Matrix4 toWorld = camera.cameraToWorld();
    Vector3 eye = toWorld.origin();
    Vector3 ahead = new Vector3(0, 0, -1);
    Vector3 origin = camera.orthographic() ? eye.plus(toWorld.transformDirection(across)) : eye;
    Vector3 direction =
        toWorld.transformDirection(camera.orthographic() ? ahead : across.plus(ahead));
    Hit nearest = null;
    for (int mesh = 0; mesh < meshes.size(); mesh++) {
      if (misses(mesh, origin, direction)) {
        continue;
      }
      for (int triangle = 0; triangle < meshes.get(mesh).triangleCount(); triangle++) {
        Hit hit = shoot(mesh, triangle, origin, direction);
        if (hit != null && (nearest == null || hit.depth < nearest.depth)) {
          nearest = hit;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** True if the ray passes by the ball round the mesh's origin that holds all of it. */
  private boolean misses(int mesh, Vector3 origin, Vector3 direction) {
    Vector3 toCenter = places[mesh].origin().minus(origin);
    return toCenter.cross(direction).length() > radii[mesh] * direction.length();
  }

  private Hit shoot(int mesh, int triangle, Vector3 origin, Vector3 direction) {
    int[] indices = meshes.get(mesh).indices();
    Vector3 a = points[mesh][indices[triangle * 3]];
    Vector3 ab = points[mesh][indices[triangle * 3 + 1]].minus(a);
    Vector3 ac = points[mesh][indices[triangle * 3 + 2]].minus(a);
    Vector3 p = direction.cross(ac);
    double determinant = ab.dot(p);
    Vector3 s = origin.minus(a);
    double u = s.dot(p) / determinant;
    Vector3 q = s.cross(ab);
    double v = direction.dot(q) / determinant;
    double depth = ac.dot(q) / determinant;
    boolean inside = u >= 0 && v >= 0 && u + v <= 1;
    if (!inside || depth < camera.near() || depth > camera.far()) {
      return null;
    }
    boolean front = determinant > 0 != mirrored(mesh);
    if (!front && !meshes.get(mesh).doubleSided()) {
      return null;
    }
    double[] weights = {1 - u - v, u, v};
    Vector3 place = origin.plus(direction.times(depth));
    double distance = place.minus(camera.cameraToWorld().origin()).length();
    return new Hit(mesh, triangle, weights, front, depth, distance);
  }

  private boolean mirrored(int mesh) {
    Vector3 x = places[mesh].transformDirection(new Vector3(1, 0, 0));
    Vector3 y = places[mesh].transformDirection(new Vector3(0, 1, 0));
    Vector3 z = places[mesh].transformDirection(new Vector3(0, 0, 1));
    return x.cross(y).dot(z) < 0;
  }

  /**
   * A place on a triangle.
   *
   * @param weights of the triangle's corners
   * @param front true if it is seen from its front
   * @param depth distance to the image plane
   * @param distance to the camera's centre
   */
  record Hit(
      int mesh, int triangle, double[] weights, boolean front, double depth, double distance) {
    boolean sameTriangle(Hit other) {
      return mesh == other.mesh && triangle == other.triangle;
    }
  }

  /** Unit world normal of the side seen. */
  Vector3 normal(Hit hit) {
    MeshData mesh = meshes.get(hit.mesh);
    Vector3 outwards = mesh.normals().map(n -> turned(hit, n)).orElseGet(() -> perpendicular(hit));
    return outwards.normalized().times(hit.front ? 1 : -1);
  }

  private Vector3 perpendicular(Hit hit) {
    int[] indices = meshes.get(hit.mesh).indices();
    Vector3 a = points[hit.mesh][indices[hit.triangle * 3]];
    Vector3 b = points[hit.mesh][indices[hit.triangle * 3 + 1]];
    Vector3 c = points[hit.mesh][indices[hit.triangle * 3 + 2]];
    return b.minus(a).cross(c.minus(a)).times(mirrored(hit.mesh) ? -1 : 1);
  }

  /** Unit normals of the corners in the world, by the inverse transpose, interpolated there. */
  private Vector3 turned(Hit hit, Primvar normals) {
    Matrix4 inverse = places[hit.mesh].inverse();
    Vector3 sum = Vector3.ZERO;
    for (int corner = 0; corner < 3; corner++) {
      Vector3 n = vector(normals.values(), element(hit, normals, corner));
      double[] r = new double[3];
      for (int j = 0; j < 3; j++) {
        r[j] = n.x() * inverse.get(j, 0) + n.y() * inverse.get(j, 1) + n.z() * inverse.get(j, 2);
      }
      Vector3 turned = new Vector3(r[0], r[1], r[2]).normalized();
      sum = sum.plus(turned.times(hit.weights[corner]));
    }
    return sum;
  }

  /** Linear colour. */
  double[] albedo(Hit hit) {
    return interpolated(hit, meshes.get(hit.mesh).colors());
  }

  /** The value of a primvar at a place, as OpenUSD defines its interpolation. */
  private double[] interpolated(Hit hit, Primvar primvar) {
    double[] value = new double[3];
    for (int corner = 0; corner < 3; corner++) {
      int element = element(hit, primvar, corner);
      for (int k = 0; k < 3; k++) {
        value[k] += hit.weights[corner] * primvar.values()[element * 3 + k];
      }
    }
    return value;
  }

  private int element(Hit hit, Primvar primvar, int corner) {
    int at = hit.triangle * 3 + corner;
    return switch (primvar.interpolation()) {
      case CONSTANT -> 0;
      case TRIANGLE -> hit.triangle;
      case POINT -> meshes.get(hit.mesh).indices()[at];
      case CORNER -> at;
    };
  }

  /** Scene-linear colour, by the formula in the bundle's README. */
  double[] radiance(Hit hit) {
    Vector3 normal = normal(hit);
    Matrix4 toWorld = camera.cameraToWorld();
    double length = Math.sqrt(0.45 * 0.45 + 0.60 * 0.60 + 0.66 * 0.66);
    Vector3 toKey = toWorld.transformDirection(new Vector3(-0.45, 0.60, 0.66)).times(1 / length);
    Vector3 toCamera = toWorld.transformDirection(new Vector3(0, 0, 1));
    double facing = 0.66 / length;
    double key = Math.max(0, normal.dot(toKey));
    double light =
        0.27
            + 0.11 * normal.y()
            + 0.50 * key
            + (1 - 0.27 - 0.50 * facing) * Math.max(0, normal.dot(toCamera));
    double[] warm = {0.020, 0.006, -0.022};
    double[] color = albedo(hit);
    for (int k = 0; k < 3; k++) {
      color[k] *= 2 * light * Math.pow(1 + warm[k] * (key - facing), 4);
    }
    return color;
  }
}

package io.oriel.tck;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickHit;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sample renderer draws.
 *
 * @param geometries drawn together
 */
record SampleScene(List<StageGeometry> geometries) {
  static final SampleScene EMPTY = new SampleScene(List.of());

  /** What a ray meets. */
  record Hit(String path, double distance, Vector3 place, Vector3 normal, int color)
      implements Comparable<Hit> {
    @Override
    public int compareTo(Hit other) {
      return Double.compare(distance, other.distance);
    }

    Hit nearer(Hit other) {
      return distance <= other.distance ? this : other;
    }

    PickHit as(Vector3 shownNormal) {
      return new PickHit(path, place, shownNormal);
    }
  }

  SampleScene(StageGeometry geometry) {
    this(List.of(geometry));
  }

  /** Along the ray of a pixel, nearest first. */
  List<Hit> hits(Camera camera, RenderTarget target, double time, int x, int y) {
    double pixel = camera.verticalExtent() / target.height();
    Vector3 at =
        new Vector3(
            (x + 0.5 - target.width() / 2.0) * pixel, (target.height() / 2.0 - y - 0.5) * pixel, 0);
    Matrix4 world = camera.cameraToWorld();
    Vector3 ahead = new Vector3(0, 0, -1);
    Vector3 eye =
        world.origin().plus(world.transformDirection(camera.orthographic() ? at : Vector3.ZERO));
    Vector3 ray = world.transformDirection(camera.orthographic() ? ahead : at.plus(ahead));
    List<Hit> hits = new ArrayList<>();
    for (StageGeometry geometry : geometries) {
      SceneSample sample = new SceneSample(geometry);
      geometry.sample(time, sample);
      for (int mesh = 0; mesh < geometry.meshes().size(); mesh++) {
        meet(
            geometry.meshes().get(mesh),
            Matrix4.of(sample.transforms(), mesh * 16),
            eye,
            ray,
            hits);
      }
    }
    hits.sort(null);
    return hits;
  }

  private static void meet(MeshData mesh, Matrix4 place, Vector3 eye, Vector3 ray, List<Hit> hits) {
    int[] indices = mesh.indices();
    for (int at = 0; at < indices.length; at += 3) {
      Vector3 a = place.transformPoint(point(mesh, indices[at]));
      Vector3 ab = place.transformPoint(point(mesh, indices[at + 1])).minus(a);
      Vector3 ac = place.transformPoint(point(mesh, indices[at + 2])).minus(a);
      Vector3 normal = ab.cross(ac);
      double distance = a.minus(eye).dot(normal) / ray.dot(normal);
      Vector3 inside = eye.plus(ray.times(distance)).minus(a);
      double area = normal.dot(normal);
      double u = inside.cross(ac).dot(normal) / area;
      double v = ab.cross(inside).dot(normal) / area;
      if (distance > 0 && u >= 0 && v >= 0 && u + v <= 1) {
        hits.add(new Hit(mesh.path(), distance, a.plus(inside), normal.normalized(), color(mesh)));
      }
    }
  }

  private static Vector3 point(MeshData mesh, int index) {
    float[] points = mesh.points();
    return new Vector3(points[index * 3], points[index * 3 + 1], points[index * 3 + 2]);
  }

  private static int color(MeshData mesh) {
    float[] color = mesh.colors().values();
    return (int) (255 * color[0])
        | (int) (255 * color[1]) << 8
        | (int) (255 * color[2]) << 16
        | 0xff << 24;
  }
}

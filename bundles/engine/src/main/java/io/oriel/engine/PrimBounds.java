package io.oriel.engine;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageGeometry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The box round what is drawn of some prims. Used once, by one thread. */
final class PrimBounds {
  private final Set<String> paths;
  private double minX = Double.POSITIVE_INFINITY;
  private double minY = Double.POSITIVE_INFINITY;
  private double minZ = Double.POSITIVE_INFINITY;
  private double maxX = Double.NEGATIVE_INFINITY;
  private double maxY = Double.NEGATIVE_INFINITY;
  private double maxZ = Double.NEGATIVE_INFINITY;

  private PrimBounds(Collection<String> paths) {
    this.paths = new HashSet<>(paths);
  }

  /** World bounds of the visible meshes at and below these paths at a time. */
  static Bounds of(StageGeometry geometry, double timeCode, Collection<String> paths) {
    PrimBounds bounds = new PrimBounds(paths);
    SceneSample sample = new SceneSample(geometry);
    geometry.sample(timeCode, sample);
    for (int mesh = 0; mesh < geometry.meshes().size(); mesh++) {
      if (sample.visible()[mesh] && bounds.asksFor(geometry.meshes().get(mesh).path())) {
        bounds.include(Matrix4.of(sample.transforms(), mesh * 16), sample.points()[mesh]);
      }
    }
    return bounds.box();
  }

  /** True if the path or one above it is asked for. */
  private boolean asksFor(String path) {
    String above = path;
    while (!above.isEmpty()) {
      if (paths.contains(above)) {
        return true;
      }
      above = above.substring(0, above.lastIndexOf('/'));
    }
    return paths.contains("/");
  }

  /** Stages have millions of points: no object for each. */
  private void include(Matrix4 toWorld, float[] points) {
    double[] m = new double[16];
    toWorld.copyTo(m, 0);
    for (int i = 0; i < points.length; i += 3) {
      double x = points[i];
      double y = points[i + 1];
      double z = points[i + 2];
      double w = x * m[3] + y * m[7] + z * m[11] + m[15];
      double worldX = (x * m[0] + y * m[4] + z * m[8] + m[12]) / w;
      double worldY = (x * m[1] + y * m[5] + z * m[9] + m[13]) / w;
      double worldZ = (x * m[2] + y * m[6] + z * m[10] + m[14]) / w;
      minX = Math.min(minX, worldX);
      minY = Math.min(minY, worldY);
      minZ = Math.min(minZ, worldZ);
      maxX = Math.max(maxX, worldX);
      maxY = Math.max(maxY, worldY);
      maxZ = Math.max(maxZ, worldZ);
    }
  }

  private Bounds box() {
    Bounds box = new Bounds(new Vector3(minX, minY, minZ), new Vector3(maxX, maxY, maxZ));
    return box.isEmpty() ? Bounds.EMPTY : box;
  }
}

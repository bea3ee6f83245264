package io.oriel.api.stage;

import java.util.Arrays;

/**
 * Where the meshes of a geometry are at one time. Made once by the renderer and filled again for
 * every frame; used by one thread.
 */
public final class SceneSample {
  private final double[] transforms;
  private final boolean[] visible;
  private final float[][] points;

  /** A sample that {@code geometry} can fill: identity transforms, all visible, points at rest. */
  public SceneSample(StageGeometry geometry) {
    int meshes = geometry.meshes().size();
    transforms = new double[meshes * 16];
    for (int mesh = 0; mesh < meshes; mesh++) {
      for (int k = 0; k < 4; k++) {
        transforms[mesh * 16 + k * 5] = 1;
      }
    }
    visible = new boolean[meshes];
    Arrays.fill(visible, true);
    points = new float[meshes][];
    for (int mesh = 0; mesh < meshes; mesh++) {
      points[mesh] = geometry.meshes().get(mesh).points();
    }
  }

  /** Local-to-world, 16 numbers a mesh, row by row, for row vectors. */
  public double[] transforms() {
    return transforms;
  }

  /** One flag a mesh. */
  public boolean[] visible() {
    return visible;
  }

  /**
   * The points of each mesh: those of its {@link MeshData}, or for a deforming mesh another array
   * of the same length. A changed array is another object; an array's content never changes.
   */
  public float[][] points() {
    return points;
  }
}

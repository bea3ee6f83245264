package io.oriel.renderer.preview;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;

/** Meshes for tests. */
final class Shapes {
  private Shapes() {}

  /** A colour for the whole mesh, linear. */
  static Primvar color(double red, double green, double blue) {
    return new Primvar(
        Interpolation.CONSTANT, new float[] {(float) red, (float) green, (float) blue});
  }

  /** The same mesh of another prim. */
  static MeshData named(String path, MeshData mesh) {
    MeshData.Builder builder =
        MeshData.builder(path, mesh.points(), mesh.indices())
            .colors(mesh.colors())
            .doubleSided(mesh.doubleSided());
    mesh.normals().ifPresent(builder::normals);
    return builder.build();
  }

  /** A rectangle in the plane z, facing +z. */
  static MeshData.Builder rectangle(double x0, double y0, double x1, double y1, double z) {
    float[] points = {
      (float) x0, (float) y0, (float) z, (float) x1, (float) y0, (float) z,
      (float) x1, (float) y1, (float) z, (float) x0, (float) y1, (float) z
    };
    return MeshData.builder("/rectangle", points, new int[] {0, 1, 2, 0, 2, 3});
  }

  /** A ball of radius 1 at the origin, smooth. */
  static MeshData.Builder ball(int rings, int segments) {
    float[] points = new float[(rings + 1) * (segments + 1) * 3];
    int[] indices = new int[rings * segments * 6];
    int at = 0;
    for (int ring = 0; ring <= rings; ring++) {
      for (int segment = 0; segment <= segments; segment++) {
        double latitude = Math.PI * ring / rings;
        double longitude = 2 * Math.PI * segment / segments;
        points[at++] = (float) (Math.sin(latitude) * Math.cos(longitude));
        points[at++] = (float) Math.cos(latitude);
        points[at++] = (float) (-Math.sin(latitude) * Math.sin(longitude));
      }
    }
    at = 0;
    for (int ring = 0; ring < rings; ring++) {
      for (int segment = 0; segment < segments; segment++) {
        int a = ring * (segments + 1) + segment;
        int b = a + segments + 1;
        for (int corner : new int[] {a, b, a + 1, a + 1, b, b + 1}) {
          indices[at++] = corner;
        }
      }
    }
    return MeshData.builder("/ball", points, indices)
        .normals(new Primvar(Interpolation.POINT, points.clone()));
  }
}

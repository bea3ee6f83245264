package io.oriel.stage.usd;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.Primvar;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns USD's polygons with their primvars into triangles with primvars. */
final class PolygonSurface {
  private final Polygons mesh;
  private final Triangulation triangles;
  private final Consumer<String> warnings;

  private PolygonSurface(Polygons mesh, Consumer<String> warnings) {
    this.mesh = mesh;
    this.triangles = Triangulation.of(mesh);
    this.warnings = warnings;
  }

  /**
   * The mesh as triangles.
   *
   * @param deforming true if the points move: such a mesh gets no normals of its own, for they
   *     would not move along
   * @param warnings takes what could not be used, without the prim's name
   */
  static Surface of(
      Polygons mesh,
      SurfaceValues normals,
      SurfaceValues colors,
      boolean doubleSided,
      boolean deforming,
      Consumer<String> warnings) {
    PolygonSurface surface = new PolygonSurface(mesh, warnings);
    if (surface.triangles.rejected() > 0) {
      warnings.accept(surface.triangles.rejected() + " unusable faces are not drawn");
    }
    Optional<Primvar> directions = deforming ? Optional.empty() : surface.normals(normals);
    return new Surface(
        finite(mesh.points()),
        surface.triangles.triangles(),
        directions,
        surface.spread(colors, "displayColor").map(PolygonSurface::shown),
        doubleSided);
  }

  private Optional<Primvar> normals(SurfaceValues authored) {
    Optional<Primvar> usable =
        spread(authored, "normals")
            .map(values -> new Primvar(values.interpolation(), Normals.unit(values.values())));
    if (usable.isPresent() || !mesh.smooth()) {
      return usable;
    }
    float[] smooth = Normals.smooth(finite(mesh.points()), triangles.triangles());
    return Optional.of(new Primvar(Interpolation.POINT, smooth));
  }

  private Optional<Primvar> spread(SurfaceValues authored, String name) {
    if (authored.absent()) {
      return Optional.empty();
    }
    float[] values = authored.values();
    int expected = expected(authored.interpolation());
    if (values.length == 3) {
      return Optional.of(new Primvar(Interpolation.CONSTANT, values));
    }
    if (values.length / 3 != expected) {
      warnings.accept(
          name + " has " + values.length / 3 + " values where " + expected + " are needed");
      return Optional.empty();
    }
    return Optional.of(
        switch (authored.interpolation()) {
          case NONE, CONSTANT -> new Primvar(Interpolation.CONSTANT, values);
          case UNIFORM -> new Primvar(Interpolation.TRIANGLE, triangles.perTriangle(values));
          case VERTEX, VARYING -> new Primvar(Interpolation.POINT, values);
          case FACE_VARYING -> new Primvar(Interpolation.CORNER, triangles.perCorner(values));
        });
  }

  private int expected(SurfaceValues.Spread interpolation) {
    return switch (interpolation) {
      case NONE, CONSTANT -> 1;
      case UNIFORM -> mesh.counts().length;
      case VERTEX, VARYING -> mesh.points().length / 3;
      case FACE_VARYING -> mesh.indices().length;
    };
  }

  /** Colours between 0 and 1; what is no number is black. */
  static Primvar shown(Primvar colors) {
    float[] values = colors.values().clone();
    for (int k = 0; k < values.length; k++) {
      values[k] = values[k] > 0 ? Math.min(values[k], 1) : 0;
    }
    return new Primvar(colors.interpolation(), values);
  }

  /** The points themselves, or a copy with zeros where they are no numbers; no face uses those. */
  private static float[] finite(float[] points) {
    float[] usable = points;
    for (int k = 0; k < points.length; k++) {
      if (!Float.isFinite(points[k])) {
        if (usable == points) {
          usable = points.clone();
        }
        usable[k] = 0;
      }
    }
    return usable;
  }
}

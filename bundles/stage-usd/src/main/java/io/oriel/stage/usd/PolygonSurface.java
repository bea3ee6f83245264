package io.oriel.stage.usd;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.Primvar;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * USD's polygons as triangles, whole or a part of the faces; kept while loading, for what else
 * comes for them.
 */
final class PolygonSurface {
  private final Triangulation triangles;
  private final PrimvarSpread spread;
  private final Surface surface;

  /** Numbers of the triangles that this part has; empty for all of them. */
  private final Optional<int[]> picked;

  private PolygonSurface(
      Triangulation triangles, PrimvarSpread spread, Surface surface, Optional<int[]> picked) {
    this.triangles = triangles;
    this.spread = spread;
    this.surface = surface;
    this.picked = picked;
  }

  /**
   * The mesh as triangles.
   *
   * @param deforming true if the points move: such a mesh gets no normals of its own, for they
   *     would not move along
   * @param warnings takes what could not be used, without the prim's name
   */
  static PolygonSurface of(
      Polygons mesh,
      SurfaceValues normals,
      SurfaceValues colors,
      boolean doubleSided,
      boolean deforming,
      Consumer<String> warnings) {
    Triangulation triangles = Triangulation.of(mesh);
    if (triangles.rejected() > 0) {
      warnings.accept(triangles.rejected() + " unusable faces are not drawn");
    }
    PrimvarSpread spread = new PrimvarSpread(mesh, triangles, warnings);
    float[] points = finite(mesh.points());
    Optional<Primvar> directions =
        spread
            .of(normals, "normals")
            .map(values -> new Primvar(values.interpolation(), Normals.unit(values.values())));
    if (directions.isEmpty() && mesh.smooth()) {
      float[] smooth = Normals.smooth(points, triangles.triangles());
      directions = Optional.of(new Primvar(Interpolation.POINT, smooth));
    }
    Surface surface =
        new Surface(
            points,
            triangles.triangles(),
            deforming ? Optional.empty() : directions,
            spread.of(colors, "displayColor").map(PolygonSurface::shown),
            doubleSided);
    return new PolygonSurface(triangles, spread, surface, Optional.empty());
  }

  Surface surface() {
    return surface;
  }

  /**
   * Some of the faces, with the colours that they have as a whole.
   *
   * @param faces true for each face that belongs to it
   */
  PolygonSurface part(boolean[] faces) {
    int[] numbers = triangles.numbers(faces);
    Surface part =
        new Surface(
            surface.points(),
            Triangulation.pick(surface.indices(), numbers),
            surface.normals().map(all -> PrimvarSpread.pick(all, 3, numbers)),
            surface.colors().map(all -> PrimvarSpread.pick(all, 3, numbers)),
            surface.doubleSided());
    return new PolygonSurface(triangles, spread, part, Optional.of(numbers));
  }

  /**
   * The same with a colour for each face; {@code colors} has three numbers for each of them all.
   */
  PolygonSurface colored(float[] colors) {
    Primvar all = new Primvar(Interpolation.TRIANGLE, triangles.perTriangle(shown(colors), 3));
    Surface painted =
        new Surface(
            surface.points(),
            surface.indices(),
            surface.normals(),
            Optional.of(picked(all, 3)),
            surface.doubleSided());
    return new PolygonSurface(triangles, spread, painted, picked);
  }

  /** Texture coordinates for these triangles; empty if there are not as many as needed. */
  Optional<Primvar> coordinates(SurfaceValues authored) {
    return spread.of(authored, "a primvar of texture coordinates").map(all -> picked(all, 2));
  }

  private Primvar picked(Primvar all, int width) {
    return picked.map(numbers -> PrimvarSpread.pick(all, width, numbers)).orElse(all);
  }

  int faceCount() {
    return triangles.faceCount();
  }

  /** Colours between 0 and 1; what is no number is black. */
  static Primvar shown(Primvar colors) {
    return new Primvar(colors.interpolation(), shown(colors.values()));
  }

  private static float[] shown(float[] colors) {
    float[] values = colors.clone();
    for (int k = 0; k < values.length; k++) {
      values[k] = values[k] > 0 ? Math.min(values[k], 1) : 0;
    }
    return values;
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

package io.oriel.stage.usd;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.Primvar;
import java.util.Optional;
import java.util.function.Consumer;

/** Spreads a mesh's values over its triangles. */
final class PrimvarSpread {
  private final Polygons mesh;
  private final Triangulation triangles;
  private final Consumer<String> warnings;

  /**
   * @param warnings takes what does not fit the mesh, without the prim's name
   */
  PrimvarSpread(Polygons mesh, Triangulation triangles, Consumer<String> warnings) {
    this.mesh = mesh;
    this.triangles = triangles;
    this.warnings = warnings;
  }

  /** The values as triangles need them; empty if there are none, or not as many as needed. */
  Optional<Primvar> of(SurfaceValues authored, String name) {
    if (authored.absent()) {
      return Optional.empty();
    }
    float[] values = authored.values();
    int width = authored.width();
    if (authored.count() == 1) {
      return Optional.of(new Primvar(Interpolation.CONSTANT, values));
    }
    int expected = expected(authored.interpolation());
    if (authored.count() != expected) {
      warnings.accept(
          name + " has " + authored.count() + " values where " + expected + " are needed");
      return Optional.empty();
    }
    return Optional.of(
        switch (authored.interpolation()) {
          case NONE, CONSTANT -> new Primvar(Interpolation.CONSTANT, values);
          case UNIFORM -> new Primvar(Interpolation.TRIANGLE, triangles.perTriangle(values, width));
          case VERTEX, VARYING -> new Primvar(Interpolation.POINT, values);
          case FACE_VARYING ->
              new Primvar(Interpolation.CORNER, triangles.perCorner(values, width));
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

  /** What some of the triangles have of values that were spread over all. */
  static Primvar pick(Primvar all, int width, int[] numbers) {
    return switch (all.interpolation()) {
      case CONSTANT, POINT -> all;
      case TRIANGLE ->
          new Primvar(Interpolation.TRIANGLE, Triangulation.pick(all.values(), width, numbers));
      case CORNER ->
          new Primvar(Interpolation.CORNER, Triangulation.pick(all.values(), 3 * width, numbers));
    };
  }
}

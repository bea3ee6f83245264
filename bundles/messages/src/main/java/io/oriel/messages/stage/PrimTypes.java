package io.oriel.messages.stage;

import io.oriel.api.stage.Prim;
import java.util.Locale;
import java.util.Set;

/**
 * What kind of thing a prim is to a viewer: {@code xform}, {@code scope}, {@code geom}, {@code
 * light}, {@code camera}; else its schema's name in small letters, and {@code prim} without one.
 */
final class PrimTypes {
  private static final Set<String> GEOMETRY =
      Set.of(
          "Mesh",
          "Cube",
          "Sphere",
          "Cylinder",
          "Cylinder_1",
          "Cone",
          "Capsule",
          "Capsule_1",
          "Plane",
          "Points",
          "BasisCurves",
          "NurbsCurves",
          "NurbsPatch",
          "HermiteCurves",
          "TetMesh",
          "PointInstancer");
  private static final Set<String> LIGHTS =
      Set.of("DomeLight_1", "LightFilter", "PluginLightFilter");

  private PrimTypes() {}

  static String of(Prim prim) {
    String schema = prim.type();
    if (schema.isEmpty()) {
      return "prim";
    }
    if (GEOMETRY.contains(schema)) {
      return "geom";
    }
    if (schema.endsWith("Light") || LIGHTS.contains(schema)) {
      return "light";
    }
    return schema.toLowerCase(Locale.ROOT);
  }
}

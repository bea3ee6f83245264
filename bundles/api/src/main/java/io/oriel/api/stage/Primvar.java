package io.oriel.api.stage;

import java.util.Objects;

/**
 * Three numbers spread over a mesh: colours or normals.
 *
 * @param interpolation how the values belong to the mesh
 * @param values three floats a value; not to be changed by anybody
 */
public record Primvar(Interpolation interpolation, float[] values) {
  public Primvar {
    Objects.requireNonNull(interpolation, "interpolation");
    Objects.requireNonNull(values, "values");
  }
}

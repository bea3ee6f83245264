package io.oriel.api.stage;

import java.util.Objects;

/**
 * Values spread over a mesh: three numbers each for colours and normals, two for texture
 * coordinates.
 *
 * @param interpolation how the values belong to the mesh
 * @param values the numbers of one value after those of another; not to be changed by anybody
 */
public record Primvar(Interpolation interpolation, float[] values) {
  public Primvar {
    Objects.requireNonNull(interpolation, "interpolation");
    Objects.requireNonNull(values, "values");
  }
}

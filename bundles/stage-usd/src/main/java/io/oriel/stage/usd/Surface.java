package io.oriel.stage.usd;

import io.oriel.api.stage.Primvar;
import java.util.Optional;

/**
 * Triangles that any number of prims may show; the part of a {@code MeshData} that instances share.
 *
 * @param colors the geometry's own colours; without them a draw's inherited colour counts
 */
record Surface(
    float[] points,
    int[] indices,
    Optional<Primvar> normals,
    Optional<Primvar> colors,
    boolean doubleSided) {}

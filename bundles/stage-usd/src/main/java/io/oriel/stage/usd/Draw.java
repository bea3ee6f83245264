package io.oriel.stage.usd;

import io.oriel.api.stage.MeshData;
import java.util.Optional;

/**
 * One appearance of a surface.
 *
 * @param node the moving prim that carries it, or -1
 * @param track its visibility over time, or -1
 * @param matrix from its own space to the node, or to the world
 * @param poses its points over time, if it deforms
 */
record Draw(MeshData mesh, int node, int track, double[] matrix, Optional<Poses> poses) {}

package io.oriel.api.render;

import io.oriel.api.geometry.Vector3;

/**
 * A prim that a pick found.
 *
 * @param primPath path of the prim
 * @param position nearest point seen, world space
 * @param normal unit normal there, world space
 */
public record PickHit(String primPath, Vector3 position, Vector3 normal) {}

package io.oriel.stage.usd;

/**
 * A mesh as USD describes it: faces of any number of corners.
 *
 * @param points x, y, z of each point
 * @param counts corners of each face
 * @param indices a point for each corner
 * @param holes faces that are not there
 * @param leftHanded true if faces are clockwise when seen from outside
 * @param smooth true if the mesh is the cage of a subdivision surface
 */
record Polygons(
    float[] points, int[] counts, int[] indices, int[] holes, boolean leftHanded, boolean smooth) {}

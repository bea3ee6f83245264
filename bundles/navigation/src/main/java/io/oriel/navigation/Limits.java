package io.oriel.navigation;

/**
 * Where hands cannot take a camera.
 *
 * @param elevation how far above or below the horizon it may look from, radians
 * @param nearest smallest distance to what it turns about, radii of the stage
 * @param farthest largest distance to that or to the middle of the stage, radii of the stage
 */
record Limits(double elevation, double nearest, double farthest) {}

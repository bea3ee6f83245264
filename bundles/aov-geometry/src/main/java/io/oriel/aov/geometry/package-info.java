/**
 * Geometry as pictures: DepthSD, DistanceToImagePlaneSD, DistanceToCameraSD and NormalSD. Exports
 * nothing.
 */
package io.oriel.aov.geometry;

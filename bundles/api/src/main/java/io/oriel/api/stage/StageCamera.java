package io.oriel.api.stage;

import io.oriel.api.geometry.Matrix4;

/**
 * A camera prim at the start time, in the terms of {@code UsdGeomCamera}.
 *
 * @param path of the prim
 * @param cameraToWorld the camera looks along -z, +y is up
 * @param orthographic false for a perspective camera
 * @param focalLength tenths of a stage unit, as authored
 * @param horizontalAperture tenths of a stage unit
 * @param verticalAperture tenths of a stage unit
 * @param near distance of the near clipping plane, stage units
 * @param far distance of the far clipping plane, stage units
 */
public record StageCamera(
    String path,
    Matrix4 cameraToWorld,
    boolean orthographic,
    double focalLength,
    double horizontalAperture,
    double verticalAperture,
    double near,
    double far) {}

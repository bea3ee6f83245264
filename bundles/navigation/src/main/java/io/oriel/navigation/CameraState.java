package io.oriel.navigation;

import io.oriel.api.geometry.Vector3;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the camera is.
 *
 * @param matrix camera to world for row vectors, 16 numbers row by row: right, up, backwards, eye
 * @param target the point that it turns about
 * @param verticalExtent height of the picture: at distance 1, or of an orthographic one in units of
 *     the stage
 * @param mode how the viewer who asked steers; empty for the others
 * @param tool what its left button does
 */
record CameraState(
    List<Double> matrix,
    List<Double> eye,
    List<Double> target,
    double distance,
    @WireName("up_axis") String upAxis,
    boolean orthographic,
    @WireName("vertical_extent") double verticalExtent,
    String activeCamera,
    Optional<String> mode,
    Optional<String> tool)
    implements ServerMessage {
  static CameraState of(Rig rig, Scene scene, String active) {
    double[] matrix = new double[16];
    rig.matrix().copyTo(matrix, 0);
    return new CameraState(
        Arrays.stream(matrix).boxed().toList(),
        numbers(rig.eye()),
        numbers(rig.target()),
        rig.distance(),
        scene.up().y() > 0.5 ? "Y" : "Z",
        rig.orthographic(),
        rig.extent(),
        active,
        Optional.empty(),
        Optional.empty());
  }

  private static List<Double> numbers(Vector3 v) {
    return List.of(v.x(), v.y(), v.z());
  }

  /** The same for a viewer with this tool. */
  CameraState with(Tool own) {
    return new CameraState(
        matrix,
        eye,
        target,
        distance,
        upAxis,
        orthographic,
        verticalExtent,
        activeCamera,
        Optional.of(own.mode()),
        Optional.of(own.id()));
  }

  @Override
  public String event() {
    return "cameraStateChanged";
  }
}

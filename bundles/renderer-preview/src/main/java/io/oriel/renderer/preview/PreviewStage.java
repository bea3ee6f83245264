package io.oriel.renderer.preview;

import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageGeometry;

/** A stage with all the buffers that drawing it needs. */
final class PreviewStage {
  final SceneState state;
  final GeometryPass pass;
  final MeshPaths paths;

  /** The camera while no viewer has chosen one. */
  final Camera camera;

  final Vector3 up;
  final OutlineSettings outlines;

  private final StageGeometry geometry;
  private final SceneSample sample;
  private double sampledTime = Double.NaN;
  private boolean sampled;

  PreviewStage(
      Screen screen,
      Scene scene,
      StageGeometry geometry,
      Camera camera,
      Vector3 up,
      OutlineSettings outlines) {
    this.state = new SceneState(scene);
    this.pass = new GeometryPass(screen, state);
    this.paths = new MeshPaths(geometry.meshes());
    this.geometry = geometry;
    this.sample = new SceneSample(geometry);
    this.camera = camera;
    this.up = up;
    this.outlines = outlines;
  }

  /** Goes to a time; true if something stands elsewhere than at the time before. */
  boolean moveTo(double timeCode) {
    if (sampled && Double.compare(timeCode, sampledTime) == 0) {
      return false;
    }
    geometry.sample(timeCode, sample);
    sampledTime = timeCode;
    sampled = true;
    return pass.observe(sample);
  }
}

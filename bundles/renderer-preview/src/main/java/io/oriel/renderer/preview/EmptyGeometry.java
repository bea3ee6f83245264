package io.oriel.renderer.preview;

import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import java.util.List;

/** Nothing to draw: what a renderer shows before its first stage. */
final class EmptyGeometry implements StageGeometry {
  @Override
  public List<MeshData> meshes() {
    return List.of();
  }

  @Override
  public List<StageCamera> cameras() {
    return List.of();
  }

  @Override
  public void sample(double timeCode, SceneSample into) {}
}

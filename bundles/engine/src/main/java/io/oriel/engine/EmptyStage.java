package io.oriel.engine;

import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageTree;
import java.util.List;
import java.util.Optional;

/** The stage with nothing in it, shown when none is configured. */
final class EmptyStage implements Stage, StageTree, StageGeometry {
  private static final Prim ROOT = new Prim("/", "", "", "", false);

  private final StageInfo info = StageInfo.builder().build();

  @Override
  public StageInfo info() {
    return info;
  }

  @Override
  public StageTree tree() {
    return this;
  }

  @Override
  public StageGeometry geometry() {
    return this;
  }

  @Override
  public Optional<Prim> prim(String path) {
    return path.equals("/") ? Optional.of(ROOT) : Optional.empty();
  }

  @Override
  public List<Prim> children(String path) {
    return List.of();
  }

  @Override
  public int count() {
    return 0;
  }

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

  @Override
  public void close() {}
}

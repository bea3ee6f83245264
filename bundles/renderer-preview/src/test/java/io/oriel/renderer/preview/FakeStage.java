package io.oriel.renderer.preview;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.StageContext;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** A stage made of meshes that each follow a function of time. */
final class FakeStage implements Stage, StageGeometry, StageContext {
  private final List<MeshData> meshes = new ArrayList<>();
  private final List<DoubleFunction<Matrix4>> places = new ArrayList<>();
  private final List<StageCamera> cameras = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private Bounds bounds = Bounds.EMPTY;
  int samples;

  FakeStage with(MeshData mesh) {
    return with(mesh, time -> Matrix4.IDENTITY);
  }

  FakeStage with(MeshData mesh, DoubleFunction<Matrix4> place) {
    meshes.add(mesh);
    places.add(place);
    return this;
  }

  FakeStage with(StageCamera camera) {
    cameras.add(camera);
    return this;
  }

  FakeStage setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  FakeStage bounds(Vector3 min, Vector3 max) {
    bounds = new Bounds(min, max);
    return this;
  }

  @Override
  public StageInfo info() {
    return StageInfo.builder().bounds(bounds).build();
  }

  @Override
  public StageTree tree() {
    return new StageTree() {
      @Override
      public Optional<Prim> prim(String path) {
        return Optional.empty();
      }

      @Override
      public List<Prim> children(String path) {
        return List.of();
      }

      @Override
      public int count() {
        return 0;
      }
    };
  }

  @Override
  public StageGeometry geometry() {
    return this;
  }

  @Override
  public List<MeshData> meshes() {
    return meshes;
  }

  @Override
  public List<StageCamera> cameras() {
    return cameras;
  }

  @Override
  public void sample(double timeCode, SceneSample into) {
    samples++;
    for (int mesh = 0; mesh < meshes.size(); mesh++) {
      places.get(mesh).apply(timeCode).copyTo(into.transforms(), mesh * 16);
    }
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public StageSource source() {
    return StageSource.of("");
  }

  @Override
  public Stage stage() {
    return this;
  }

  @Override
  public LoadMonitor monitor() {
    return new LoadMonitor() {
      @Override
      public void progress(double fraction, String activity) {}

      @Override
      public boolean cancelled() {
        return false;
      }

      @Override
      public void onCancel(Runnable action) {}
    };
  }

  @Override
  public void close() {}
}

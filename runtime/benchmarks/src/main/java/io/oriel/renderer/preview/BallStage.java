package io.oriel.renderer.preview;

import io.oriel.api.render.StageContext;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import io.oriel.runtime.benchmarks.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A field of balls, half of them smooth and half of flat triangles. Nothing moves. */
final class BallStage implements Stage, StageGeometry, StageTree, StageContext {
  private static final int SIDE = 5;

  private final List<MeshData> meshes = new ArrayList<>();

  BallStage(int triangles) {
    int rings = (int) Math.sqrt(triangles / (4.0 * SIDE * SIDE));
    for (int i = 0; i < SIDE * SIDE; i++) {
      meshes.add(ball(i, rings, rings * 2));
    }
  }

  private static MeshData ball(int number, int rings, int segments) {
    float[] normals = new float[(rings + 1) * (segments + 1) * 3];
    float[] points = new float[normals.length];
    float[] center = {(number % SIDE - SIDE / 2) * 2f, 0, (number / SIDE - SIDE / 2) * 2f};
    for (int i = 0; i < normals.length / 3; i++) {
      double latitude = Math.PI * (i / (segments + 1)) / rings;
      double longitude = 2 * Math.PI * (i % (segments + 1)) / segments;
      normals[i * 3] = (float) (Math.sin(latitude) * Math.cos(longitude));
      normals[i * 3 + 1] = (float) Math.cos(latitude);
      normals[i * 3 + 2] = (float) (-Math.sin(latitude) * Math.sin(longitude));
      for (int k = 0; k < 3; k++) {
        points[i * 3 + k] = normals[i * 3 + k] + center[k];
      }
    }
    MeshData.Builder mesh =
        MeshData.builder("/balls/ball" + number, points, indices(rings, segments));
    if (number % 2 == 0) {
      mesh.normals(new Primvar(Interpolation.POINT, normals));
    }
    return mesh.build();
  }

  private static int[] indices(int rings, int segments) {
    int[] indices = new int[rings * segments * 6];
    for (int quad = 0; quad < rings * segments; quad++) {
      int a = quad / segments * (segments + 1) + quad % segments;
      int b = a + segments + 1;
      System.arraycopy(new int[] {a, b, a + 1, a + 1, b, b + 1}, 0, indices, quad * 6, 6);
    }
    return indices;
  }

  @Override
  public List<MeshData> meshes() {
    return meshes;
  }

  @Override
  public List<StageCamera> cameras() {
    return List.of();
  }

  @Override
  public void sample(double timeCode, SceneSample into) {
    // Everything stays where it is.
  }

  @Override
  public StageInfo info() {
    return StageInfo.builder().build();
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

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public StageSource source() {
    return StageSource.of("balls");
  }

  @Override
  public Stage stage() {
    return this;
  }

  @Override
  public LoadMonitor monitor() {
    return Workshop.NOBODY;
  }

  @Override
  public void close() {
    // Nothing to free.
  }
}

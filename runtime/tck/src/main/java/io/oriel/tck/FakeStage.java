package io.oriel.tck;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * A stage made of meshes that each follow a function of time, and what a renderer prepares it from.
 * Built first and then read, by one thread at a time.
 */
public final class FakeStage implements Stage, StageGeometry, StageTree, StageContext {
  private static final double LENGTH = 10;

  private final List<MeshData> meshes = new ArrayList<>();
  private final List<DoubleFunction<Matrix4>> places = new ArrayList<>();
  private final List<StageCamera> cameras = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private final TreeMap<String, Boolean> paths = new TreeMap<>();
  private Bounds bounds = Bounds.EMPTY;
  private double end;
  private LoadMonitor monitor = new FakeLoadMonitor();
  private int samples;

  /**
   * Two plates that face +z, one stage unit being a centimetre: {@code /World/Plate}, 16 by 16
   * round the origin, red; and {@code /World/Slider}, 4 by 4, blue, two units in front of it, its
   * middle at x = time - 4. Time goes from 0 to 10.
   */
  public static FakeStage plates() {
    return new FakeStage()
        .with(plate("/World/Plate", 8, 0, 0.8f, 0.1f, 0.1f))
        .with(
            plate("/World/Slider", 2, 2, 0.1f, 0.1f, 0.8f),
            time -> Matrix4.translation(new Vector3(Math.clamp(time, 0, LENGTH) - 4, 0, 0)))
        .bounds(new Vector3(-8, -8, 0), new Vector3(8, 8, 2))
        .lasting(LENGTH);
  }

  /** The same as a file of USD in a folder, for parts that read stages themselves. */
  public static Path platesUsda(Path folder) {
    try (InputStream in = FakeStage.class.getResourceAsStream("plates.usda")) {
      return Files.write(folder.resolve("plates.usda"), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MeshData plate(String path, float half, float z, float... color) {
    float[] points = {-half, -half, z, half, -half, z, half, half, z, -half, half, z};
    return MeshData.builder(path, points, new int[] {0, 1, 2, 0, 2, 3})
        .colors(new Primvar(Interpolation.CONSTANT, color))
        .build();
  }

  /** Adds a mesh that stays where it is. */
  public FakeStage with(MeshData mesh) {
    return with(mesh, time -> Matrix4.IDENTITY);
  }

  /** Adds a mesh. */
  public FakeStage with(MeshData mesh, DoubleFunction<Matrix4> place) {
    meshes.add(mesh);
    places.add(place);
    for (String path = mesh.path(); path.length() > 1; path = parent(path)) {
      paths.merge(path, !path.equals(mesh.path()), Boolean::logicalOr);
    }
    return this;
  }

  /** Adds a camera. */
  public FakeStage with(StageCamera camera) {
    cameras.add(camera);
    return this;
  }

  /** Sets a setting of the renderer. */
  public FakeStage setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Says how large it is. */
  public FakeStage bounds(Vector3 min, Vector3 max) {
    bounds = new Bounds(min, max);
    return this;
  }

  /** Says when its time ends; it begins at 0. */
  public FakeStage lasting(double endTimeCode) {
    end = endTimeCode;
    return this;
  }

  /** Says who watches the load. */
  public FakeStage monitor(LoadMonitor value) {
    monitor = value;
    return this;
  }

  /** How often it was asked where everything is. */
  public int samples() {
    return samples;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash > 0 ? path.substring(0, slash) : "/";
  }

  @Override
  public StageInfo info() {
    return StageInfo.builder().bounds(bounds).timeRange(0, end, 24).build();
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
    if (path.equals("/")) {
      return Optional.of(new Prim("/", "", "", "", !paths.isEmpty()));
    }
    return Optional.ofNullable(paths.get(path))
        .map(children ->
            new Prim(
                path,
                path.substring(path.lastIndexOf('/') + 1),
                children ? "Xform" : "Mesh",
                "",
                children));
  }

  @Override
  public List<Prim> children(String path) {
    return paths.keySet().stream()
        .filter(each -> parent(each).equals(path))
        .map(each -> prim(each).orElseThrow())
        .toList();
  }

  @Override
  public int count() {
    return paths.size();
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
  public StageSource source() {
    return StageSource.of("");
  }

  @Override
  public Stage stage() {
    return this;
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public LoadMonitor monitor() {
    return monitor;
  }

  @Override
  public void close() {}
}

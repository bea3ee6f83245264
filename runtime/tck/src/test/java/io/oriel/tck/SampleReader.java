package io.oriel.tck;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageQueries;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import io.oriel.api.stage.VariantSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps the contract: reads a format that knows one stage. A broken one changes a method. */
class SampleReader implements StageReader {
  static final String PLATES = "the plates";

  @Override
  public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
    if (source.isEmpty()) {
      return new SampleStage(new FakeStage(), StageInfo.builder().build());
    }
    Path file = Path.of(source.location());
    checkGivenUp(monitor);
    String text = read(file);
    monitor.progress(0.5, "reading");
    checkGivenUp(monitor);
    if (!text.equals(PLATES)) {
      throw new OrielException(ErrorCode.STAGE_INVALID, file + " holds no plates");
    }
    monitor.progress(1, "there");
    List<String> warnings =
        source.variants().isEmpty() ? List.of() : List.of("/World offers no variants");
    return new SampleStage(FakeStage.plates(), info(file).warnings(warnings).build());
  }

  StageInfo.Builder info(Path file) {
    return StageInfo.builder()
        .timeRange(0, 10, 24)
        .bounds(FakeStage.plates().info().bounds())
        .rootPrimPath("/World")
        .files(List.of(file));
  }

  void checkGivenUp(LoadMonitor monitor) throws OrielException {
    if (monitor.cancelled()) {
      throw new OrielException(ErrorCode.SUPERSEDED, "the load was given up");
    }
  }

  String read(Path file) throws OrielException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new OrielException(ErrorCode.STAGE_NOT_FOUND, file + " cannot be read", e);
    }
  }

  /** The plates. */
  static class SampleStage implements Stage, StageGeometry, StageQueries {
    private final FakeStage content;
    private final StageInfo info;
    private final double[] places = new double[16];

    SampleStage(FakeStage content, StageInfo info) {
      this.content = content;
      this.info = info;
      Matrix4.IDENTITY.copyTo(places, 0);
    }

    @Override
    public StageInfo info() {
      return info;
    }

    @Override
    public StageTree tree() {
      return content;
    }

    @Override
    public StageGeometry geometry() {
      return this;
    }

    @Override
    public StageQueries queries() {
      return this;
    }

    @Override
    public List<MeshData> meshes() {
      return content.meshes();
    }

    @Override
    public List<StageCamera> cameras() {
      return List.of();
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      if (!content.meshes().isEmpty()) {
        System.arraycopy(places, 0, into.transforms(), 0, 16);
        System.arraycopy(places, 0, into.transforms(), 16, 16);
        into.transforms()[28] = Math.clamp(timeCode, 0, 10) - 4;
        Arrays.fill(into.visible(), true);
        into.points()[0] = content.meshes().getFirst().points();
      }
    }

    @Override
    public CompletionStage<List<Property>> properties(String path, double timeCode) {
      return content.prim(path).isPresent()
          ? CompletableFuture.completedFuture(
              List.of(new Property("extent", "double3[]", Optional.of(extent()))))
          : nobody(path);
    }

    Object extent() {
      Vector3 max = info.bounds().max();
      return List.of(List.of(max.x(), max.y(), max.z()), "cm");
    }

    <T> CompletionStage<T> nobody(String path) {
      return CompletableFuture.failedFuture(
          new OrielException(ErrorCode.NOT_FOUND, "there is no prim " + path));
    }

    @Override
    public CompletionStage<List<VariantSet>> variants(String path) {
      return content.prim(path).isPresent()
          ? CompletableFuture.completedFuture(List.of())
          : nobody(path);
    }

    @Override
    public void close() {}
  }
}

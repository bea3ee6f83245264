package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link StageReader} and {@link Stage} ask of a reader of files. What is known to be in it is
 * {@link FakeStage#plates}, written in the format that the reader reads.
 */
public abstract class StageReaderContract {
  private static final int PRIMS_ASKED = 20;
  private static final int SAMPLES = 100;
  private static final long MOST_BYTES_A_SAMPLE = 256;
  private static final double CLOSE = 1e-4;

  @TempDir private Path folder;

  /** The reader, the same or a new one each time. */
  protected abstract StageReader reader();

  /**
   * The stage of {@link FakeStage#plates} as a file of the format that is read, the name ending as
   * is usual for it; for USD {@link FakeStage#platesUsda}.
   *
   * @param into where the file may be written
   */
  protected abstract Path plates(Path into) throws IOException;

  /** More stages, which are read and looked at. */
  protected List<StageSource> more() {
    return List.of();
  }

  /** A file that is no stage although its name says so. */
  protected Path broken(Path into) throws IOException {
    byte[] noise = new byte[4096];
    new Random(7).nextBytes(noise);
    return Files.write(into.resolve("broken" + ending()), noise);
  }

  /** How long a question may take, and the compiler until a sample allocates nothing. */
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  private String ending() throws IOException {
    String name = plates(folder).getFileName().toString();
    return name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
  }

  private StageSource source() throws IOException {
    return StageSource.of(plates(folder).toString());
  }

  private List<StageSource> sources() throws IOException {
    List<StageSource> all = new ArrayList<>(more());
    all.add(source());
    return all;
  }

  private Stage open(StageSource source) throws OrielException {
    return reader().open(source, new FakeLoadMonitor());
  }

  private Stage open() throws IOException, OrielException {
    return open(source());
  }

  /** The empty location is the stage with nothing in it. */
  @Test
  public final void theEmptyStageIsEmpty() {
    try (Stage stage = open(StageSource.of(""))) {
      assertThat(stage.tree().count()).isZero();
      assertThat(stage.tree().children("/")).isEmpty();
      assertThat(stage.geometry().meshes()).isEmpty();
      assertThat(stage.info().bounds().isEmpty()).isTrue();
    } catch (OrielException | RuntimeException e) {
      fail("the empty stage cannot be opened", e);
    }
  }

  /** What is in the file is in the stage: prims, points, and where they are at each time. */
  @Test
  public final void whatIsInTheFileIsInTheStage() throws Exception {
    FakeStage plates = FakeStage.plates();
    try (Stage stage = open()) {
      assertThat(StageRules.prims(stage.tree()))
          .extracting(Prim::path)
          .containsExactly("/World", "/World/Plate", "/World/Slider");
      assertThat(stage.geometry().meshes())
          .extracting(MeshData::path)
          .containsExactly("/World/Plate", "/World/Slider");
      assertThat(stage.info().endTimeCode()).isEqualTo(plates.info().endTimeCode());
      for (double time : new double[] {0, 2.5, 5, 10}) {
        List<Bounds> expected = StageRules.boundsOfMeshes(plates, time);
        List<Bounds> actual = StageRules.boundsOfMeshes(stage.geometry(), time);
        for (int mesh = 0; mesh < expected.size(); mesh++) {
          String what = "corner of mesh " + mesh + " at " + time;
          assertClose(actual.get(mesh).min(), expected.get(mesh).min(), what);
          assertClose(actual.get(mesh).max(), expected.get(mesh).max(), what);
        }
      }
    }
  }

  private static void assertClose(Vector3 actual, Vector3 expected, String what) {
    assertThat(actual.minus(expected).length()).as(what).isCloseTo(0, within(CLOSE));
  }

  /** Every prim is found from the root, by its path, with its parent, and counted. */
  @Test
  public final void theTreeIsWhole() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        assertThat(StageRules.tree(stage.tree())).as(source.location()).isEmpty();
      }
    }
  }

  /** Of a path that does not exist there is no prim and there are no children. */
  @Test
  public final void pathsThatDoNotExistHaveNothing() throws Exception {
    try (Stage stage = open()) {
      for (String path :
          List.of("", "World", "//", "/World/", "/World/Nobody", "/..", "x".repeat(100_000))) {
        try {
          assertThat(stage.tree().prim(path)).as("prim").isEmpty();
          assertThat(stage.tree().children(path)).as("children").isEmpty();
        } catch (RuntimeException e) {
          fail(path.substring(0, Math.min(20, path.length())), e);
        }
      }
    }
  }

  /** Up is y or z, time runs forwards, the root prim and the default camera are there. */
  @Test
  public final void theInfoIsSound() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        assertThat(StageRules.info(stage)).as(source.location()).isEmpty();
      }
    }
  }

  /** Every index names a point; colours, normals and coordinates are as many as they should be. */
  @Test
  public final void meshesAreConsistent() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        assertThat(stage.geometry().meshes())
            .allSatisfy(mesh -> assertThat(StageRules.mesh(mesh)).isEmpty());
      }
    }
  }

  /** At every time a mesh has as many points as at rest. */
  @Test
  public final void samplesFitTheMeshes() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        SceneSample sample = new SceneSample(stage.geometry());
        for (double share : new double[] {0, 0.3, 1}) {
          stage.geometry().sample(at(stage, share), sample);
          for (int mesh = 0; mesh < stage.geometry().meshes().size(); mesh++) {
            assertThat(sample.points()[mesh])
                .as("points of mesh %d of %s", mesh, source.location())
                .hasSameSizeAs(stage.geometry().meshes().get(mesh).points());
          }
        }
      }
    }
  }

  private static double at(Stage stage, double share) {
    double start = stage.info().startTimeCode();
    return start + share * (stage.info().endTimeCode() - start);
  }

  /** What was asked before makes no difference, nor what the sample held. */
  @Test
  public final void aSampleDependsOnTimeAlone() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        StageGeometry geometry = stage.geometry();
        SceneSample sample = new SceneSample(geometry);
        DoubleFunction<List<Object>> again =
            share -> StageRules.sampled(geometry, at(stage, share), sample);
        List<Object> first = again.apply(0.2);
        again.apply(1);
        assertThat(again.apply(0.2)).as("after a later time").isEqualTo(first);
        assertThat(StageRules.sampled(geometry, at(stage, 0.2), new SceneSample(geometry)))
            .as("in another sample")
            .isEqualTo(first);
      }
    }
  }

  /** A time outside the stage's range is its first or its last. */
  @Test
  public final void timeBeyondTheRangeIsItsEnd() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        StageGeometry geometry = stage.geometry();
        SceneSample sample = new SceneSample(geometry);
        List<Object> first = StageRules.sampled(geometry, at(stage, 0), sample);
        List<Object> last = StageRules.sampled(geometry, at(stage, 1), sample);
        assertThat(StageRules.sampled(geometry, at(stage, 0) - 1e6, sample)).isEqualTo(first);
        assertThat(StageRules.sampled(geometry, at(stage, 1) + 1e6, sample)).isEqualTo(last);
      }
    }
  }

  /** The bounds are those of what is drawn at the start time. */
  @Test
  public final void theBoundsHoldWhatIsDrawn() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        Bounds drawn = StageRules.bounds(stage.geometry(), stage.info().startTimeCode());
        Bounds told = stage.info().bounds();
        assertThat(told.isEmpty()).as("empty").isEqualTo(drawn.isEmpty());
        if (!drawn.isEmpty()) {
          double slack = CLOSE * drawn.diagonal();
          Bounds both = told.including(drawn.min()).including(drawn.max());
          assertThat(both.min().minus(told.min()).length())
              .as("drawn below the bounds of %s", source.location())
              .isLessThanOrEqualTo(slack);
          assertThat(both.max().minus(told.max()).length())
              .as("drawn above the bounds of %s", source.location())
              .isLessThanOrEqualTo(slack);
        }
      }
    }
  }

  /** Sampling, done for every frame, allocates nothing once it is compiled. */
  @Test
  public final void samplingAllocatesNothing() throws Exception {
    try (Stage stage = open()) {
      SceneSample sample = new SceneSample(stage.geometry());
      double[] time = new double[1];
      Allocation.awaitLess(
          patience(),
          SAMPLES,
          MOST_BYTES_A_SAMPLE,
          () -> {
            time[0] = (time[0] + 0.1) % 10;
            stage.geometry().sample(time[0], sample);
          });
    }
  }

  /** Values of properties are texts, numbers, booleans, lists and maps, and all of them finite. */
  @Test
  public final void propertiesArePlainValues() throws Exception {
    for (StageSource source : sources()) {
      try (Stage stage = open(source)) {
        for (Prim prim : StageRules.prims(stage.tree()).stream().limit(PRIMS_ASKED).toList()) {
          for (Property property : properties(stage, prim)) {
            assertThat(property.value().stream().allMatch(StageRules::isPlain))
                .as("%s.%s: %s", prim.path(), property.name(), property.value())
                .isTrue();
          }
        }
      }
    }
  }

  /** None if the reader says that it does not tell. */
  private List<Property> properties(Stage stage, Prim prim) throws Exception {
    try {
      return answer(stage.queries().properties(prim.path(), stage.info().startTimeCode()));
    } catch (OrielException refused) {
      assertThat(refused.code()).as(refused.getMessage()).isEqualTo(ErrorCode.UNSUPPORTED);
      return List.of();
    }
  }

  private <T> T answer(CompletionStage<T> question) throws OrielException, TimeoutException {
    try {
      return question
          .toCompletableFuture()
          .orTimeout(patience().toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case OrielException cause -> throw cause;
        case TimeoutException cause -> throw cause;
        default -> throw e;
      }
    }
  }

  /** A question about a prim that is not there is answered so, and never thrown at the asker. */
  @Test
  public final void whatNobodyHasIsNotFound() throws Exception {
    try (Stage stage = open()) {
      assertNotFound(stage.queries().properties("/Nobody", 0));
      assertNotFound(stage.queries().variants("/Nobody"));
    }
  }

  private void assertNotFound(CompletionStage<?> question) throws TimeoutException {
    try {
      fail("answered with " + answer(question));
    } catch (OrielException refused) {
      assertThat(refused.code())
          .as(refused.getMessage())
          .isIn(ErrorCode.NOT_FOUND, ErrorCode.UNSUPPORTED);
    }
  }

  /** Tree, geometry and info answer from any thread, from several at once. */
  @Test
  public final void itAnswersFromAnyThread() throws Exception {
    try (Stage stage = open()) {
      List<Object> expected = everything(stage);
      assertThat(AtOnce.call(4, () -> everything(stage))).containsOnly(expected);
    } catch (RuntimeException e) {
      fail("on another thread", e);
    }
  }

  private static List<Object> everything(Stage stage) {
    List<Object> all = new ArrayList<>(StageRules.prims(stage.tree()));
    all.add(stage.info().bounds());
    all.addAll(StageRules.sampled(stage.geometry(), 3, new SceneSample(stage.geometry())));
    return all;
  }

  private static OrielException refusal(StageReader reader, Path file, LoadMonitor monitor) {
    try {
      reader.open(StageSource.of(file.toString()), monitor).close();
    } catch (OrielException refused) {
      return refused;
    } catch (RuntimeException e) {
      return fail(file + " is not refused as it should be", e);
    }
    return fail(file + " is opened");
  }

  /** A file that is not there is refused by its name. */
  @Test
  public final void aMissingFileIsRefusedByName() throws IOException {
    Path missing = folder.resolve("missing" + ending());
    OrielException refused = refusal(reader(), missing, new FakeLoadMonitor());
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    assertThat(refused).hasMessageContaining("missing");
  }

  /** A file that is no stage is refused by its name. */
  @Test
  public final void aBrokenFileIsRefusedByName() throws IOException {
    Path broken = broken(folder);
    OrielException refused = refusal(reader(), broken, new FakeLoadMonitor());
    assertThat(refused).hasMessageContaining(broken.getFileName().toString());
    assertThat(refused.code()).isNotEqualTo(ErrorCode.STAGE_NOT_FOUND);
  }

  /** Files that cannot be read keep nobody from reading others. */
  @Test
  public final void itReadsOnAfterAFailure() throws Exception {
    StageReader reader = reader();
    try {
      reader.open(StageSource.of(broken(folder).toString()), new FakeLoadMonitor()).close();
    } catch (OrielException | RuntimeException passedOver) {
      // Another rule.
    }
    try (Stage stage = reader.open(source(), new FakeLoadMonitor())) {
      assertThat(stage.tree().count()).isPositive();
    } catch (OrielException | RuntimeException e) {
      fail("nothing is read any more", e);
    }
  }

  /** A load that had been given up before it began is superseded. */
  @Test
  public final void aLoadThatIsGivenUpIsSuperseded() throws IOException {
    FakeLoadMonitor monitor = new FakeLoadMonitor();
    monitor.cancel();
    assertThat(refusal(reader(), plates(folder), monitor).code()).isEqualTo(ErrorCode.SUPERSEDED);
  }

  /** A load that is given up at its first progress is superseded, or was too quick for that. */
  @Test
  public final void aLoadThatIsGivenUpOnTheWayEnds() throws IOException {
    FakeLoadMonitor load = new FakeLoadMonitor();
    LoadMonitor monitor = new Cancelling(load);
    try {
      reader().open(source(), monitor).close();
    } catch (OrielException refused) {
      assertThat(refused.code()).as(refused.getMessage()).isEqualTo(ErrorCode.SUPERSEDED);
    } catch (RuntimeException e) {
      fail("given up on the way", e);
    }
  }

  /** Gives up at the first progress. */
  private record Cancelling(FakeLoadMonitor load) implements LoadMonitor {
    @Override
    public void progress(double fraction, String activity) {
      load.cancel();
    }

    @Override
    public boolean cancelled() {
      return load.cancelled();
    }

    @Override
    public void onCancel(Runnable action) {
      load.onCancel(action);
    }
  }

  /** Progress is a share that never falls, or unknown. */
  @Test
  public final void progressNeverFalls() throws Exception {
    FakeLoadMonitor monitor = new FakeLoadMonitor();
    reader().open(source(), monitor).close();
    List<Double> known = monitor.fractions().stream().filter(share -> share >= 0).toList();
    assertThat(known).isSorted().allMatch(share -> share <= 1);
    assertThat(monitor.fractions()).noneMatch(share -> Double.isNaN(share));
  }

  /** A stage lives on when another of the same file is closed, on whichever thread. */
  @Test
  public final void stagesAreIndependent() throws Exception {
    try (Stage stays = open()) {
      Stage goes = open();
      List<Object> before = everything(stays);
      AtOnce.call(
          1,
          () -> {
            goes.close();
            return goes;
          });
      assertThat(everything(stays)).isEqualTo(before);
    } catch (RuntimeException e) {
      fail("after another stage was closed", e);
    }
  }

  /** The file that was opened is among those that the stage was made from. */
  @Test
  public final void theFileIsAmongItsFiles() throws Exception {
    Path file = plates(folder);
    try (Stage stage = open()) {
      assertThat(stage.info().files()).anyMatch(each -> isSame(each, file));
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** A variant that no prim offers is a warning and keeps nobody from the stage. */
  @Test
  public final void aVariantThatIsNotOfferedIsAWarning() throws Exception {
    try (Stage stage = open(source().withVariant("/World", "paint", "blue"))) {
      assertThat(stage.info().warnings()).isNotEmpty();
    } catch (OrielException | RuntimeException e) {
      fail("a variant that is not offered", e);
    }
  }
}

package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import io.oriel.tck.SampleReader.SampleStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample keeps the contract; each of those below breaks one rule, and that one fails. */
class StageReaderContractTest {
  private static Supplier<StageReader> part = SampleReader::new;
  private static Duration patience = Duration.ofSeconds(60);

  /** The contract of the sample in question. */
  static class Sample extends StageReaderContract {
    private final StageReader reader = part.get();

    @Override
    protected StageReader reader() {
      return reader;
    }

    @Override
    protected Path plates(Path into) throws IOException {
      return Files.writeString(into.resolve("stage.plates"), SampleReader.PLATES);
    }

    @Override
    protected Duration patience() {
      return patience;
    }
  }

  private static Map<String, Supplier<StageReader>> broken() {
    Map<String, Supplier<StageReader>> broken = new TreeMap<>();
    broken.put("theEmptyStageIsEmpty", NotKnowingTheEmpty::new);
    broken.put("whatIsInTheFileIsInTheStage", () -> showing(TooFast::new));
    broken.put("theTreeIsWhole", () -> showing(Miscounting::new));
    broken.put("pathsThatDoNotExistHaveNothing", () -> showing(ThrowingOnRelativePaths::new));
    broken.put("theInfoIsSound", () -> telling(info -> info.up(new Vector3(1, 0, 0))));
    broken.put("meshesAreConsistent", () -> showing(TooManyColors::new));
    broken.put("samplesFitTheMeshes", () -> showing(LosingPoints::new));
    broken.put("aSampleDependsOnTimeAlone", () -> showing(Sticky::new));
    broken.put("timeBeyondTheRangeIsItsEnd", () -> showing(RunningOn::new));
    broken.put(
        "theBoundsHoldWhatIsDrawn",
        () -> telling(info -> info.bounds(new Bounds(Vector3.ZERO, Vector3.ZERO))));
    broken.put("samplingAllocatesNothing", () -> showing(Hungry::new));
    broken.put("propertiesArePlainValues", () -> showing(TellingVectors::new));
    broken.put("whatNobodyHasIsNotFound", () -> showing(KnowingNobody::new));
    broken.put("itAnswersFromAnyThread", () -> showing(Confined::new));
    broken.put("aMissingFileIsRefusedByName", NamingNothing::new);
    broken.put("aBrokenFileIsRefusedByName", ThrowingOnNoise::new);
    broken.put("itReadsOnAfterAFailure", Offended::new);
    broken.put("aLoadThatIsGivenUpIsSuperseded", StartingAnyway::new);
    broken.put("aLoadThatIsGivenUpOnTheWayEnds", FailingWhenGivenUp::new);
    broken.put("progressNeverFalls", GoingBack::new);
    broken.put("stagesAreIndependent", ClosingAll::new);
    broken.put("theFileIsAmongItsFiles", () -> telling(info -> info.files(List.of())));
    broken.put("aVariantThatIsNotOfferedIsAWarning", RefusingVariants::new);
    return broken;
  }

  static Stream<Map.Entry<String, Supplier<StageReader>>> samples() {
    return broken().entrySet().stream();
  }

  @Test
  void theSampleKeepsEveryRule() {
    part = SampleReader::new;
    patience = Duration.ofSeconds(60);
    assertThat(Broken.rules(Sample.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatBreaksARuleFailsThatRule(Map.Entry<String, Supplier<StageReader>> sample) {
    part = sample.getValue();
    boolean hungry = sample.getKey().equals("samplingAllocatesNothing");
    patience = hungry ? Duration.ofMillis(300) : Duration.ofSeconds(60);
    assertThat(Broken.rules(Sample.class)).containsExactly(sample.getKey());
  }

  @Test
  void everyRuleHasASampleThatBreaksIt() {
    assertThat(broken().keySet()).isEqualTo(Broken.allRules(StageReaderContract.class));
  }

  /** A reader whose plates are wrong in one thing. */
  private static StageReader showing(Function<StageInfo, Stage> plates) {
    return (source, monitor) -> {
      Stage stage = new SampleReader().open(source, monitor);
      return source.isEmpty() ? stage : plates.apply(stage.info());
    };
  }

  /** A reader that says something wrong about the plates. */
  private static StageReader telling(Function<StageInfo.Builder, StageInfo.Builder> change) {
    return new SampleReader() {
      @Override
      StageInfo.Builder info(Path file) {
        return change.apply(super.info(file));
      }
    };
  }

  private static final class NotKnowingTheEmpty extends SampleReader {
    @Override
    public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
      if (source.isEmpty()) {
        throw new OrielException(ErrorCode.STAGE_NOT_FOUND, "there is no file");
      }
      return super.open(source, monitor);
    }
  }

  private static class Plates extends SampleStage {
    Plates(StageInfo info) {
      super(FakeStage.plates(), info);
    }
  }

  private static final class TooFast extends Plates {
    TooFast(StageInfo info) {
      super(info);
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      super.sample(timeCode * 2, into);
    }
  }

  private static final class Miscounting extends Plates {
    Miscounting(StageInfo info) {
      super(info);
    }

    @Override
    public StageTree tree() {
      return new PlateTree(4);
    }
  }

  private record PlateTree(int count) implements StageTree {
    @Override
    public Optional<Prim> prim(String path) {
      return FakeStage.plates().prim(path);
    }

    @Override
    public List<Prim> children(String path) {
      return FakeStage.plates().children(path);
    }
  }

  private static final class ThrowingOnRelativePaths extends Plates {
    ThrowingOnRelativePaths(StageInfo info) {
      super(info);
    }

    @Override
    public StageTree tree() {
      return new StageTree() {
        @Override
        public Optional<Prim> prim(String path) {
          if (!path.startsWith("/")) {
            throw new IllegalArgumentException(path);
          }
          return FakeStage.plates().prim(path);
        }

        @Override
        public List<Prim> children(String path) {
          return FakeStage.plates().children(path);
        }

        @Override
        public int count() {
          return 3;
        }
      };
    }
  }

  private static final class TooManyColors extends Plates {
    TooManyColors(StageInfo info) {
      super(info);
    }

    @Override
    public List<MeshData> meshes() {
      return super.meshes().stream()
          .map(mesh ->
              MeshData.builder(mesh.path(), mesh.points(), mesh.indices())
                  .colors(new Primvar(Interpolation.CONSTANT, new float[6]))
                  .build())
          .toList();
    }
  }

  /** Half way there is a point less, which no triangle has. */
  private static final class LosingPoints extends Plates {
    private final float[] fewer = new float[9];

    LosingPoints(StageInfo info) {
      super(info);
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      super.sample(timeCode, into);
      if (timeCode == 3) {
        into.points()[0] = fewer;
      }
    }
  }

  /** What was at the end of its way before is hidden. */
  private static final class Sticky extends Plates {
    Sticky(StageInfo info) {
      super(info);
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      boolean wasAtTheEnd = into.transforms()[28] == 6;
      super.sample(timeCode, into);
      into.visible()[0] = !(wasAtTheEnd && timeCode == 2);
    }
  }

  private static final class RunningOn extends Plates {
    RunningOn(StageInfo info) {
      super(info);
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      super.sample(timeCode, into);
      into.transforms()[28] = timeCode - 4;
    }
  }

  private static final class Hungry extends Plates {
    private byte[] waste = {};

    Hungry(StageInfo info) {
      super(info);
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      waste = new byte[waste.length == 10_000 ? 10_001 : 10_000];
      super.sample(timeCode, into);
    }
  }

  private static final class TellingVectors extends Plates {
    TellingVectors(StageInfo info) {
      super(info);
    }

    @Override
    Object extent() {
      return info().bounds().max();
    }
  }

  private static final class KnowingNobody extends Plates {
    KnowingNobody(StageInfo info) {
      super(info);
    }

    @Override
    <T> CompletionStage<T> nobody(String path) {
      throw new IllegalArgumentException(path);
    }
  }

  private static final class Confined extends Plates {
    private final Thread owner = Thread.currentThread();

    Confined(StageInfo info) {
      super(info);
    }

    @Override
    public StageTree tree() {
      if (Thread.currentThread() != owner) {
        throw new WrongThreadException();
      }
      return super.tree();
    }
  }

  private static final class NamingNothing extends SampleReader {
    @Override
    String read(Path file) throws OrielException {
      if (!Files.exists(file)) {
        throw new OrielException(ErrorCode.STAGE_NOT_FOUND, "");
      }
      return super.read(file);
    }
  }

  private static final class ThrowingOnNoise extends SampleReader {
    @Override
    String read(Path file) throws OrielException {
      String text = super.read(file);
      if (!text.equals(PLATES)) {
        throw new IllegalStateException("noise");
      }
      return text;
    }
  }

  private static final class Offended extends SampleReader {
    private boolean offended;

    @Override
    String read(Path file) throws OrielException {
      String text = super.read(file);
      offended |= !text.equals(PLATES);
      return offended ? "nothing" : text;
    }
  }

  /** Looks for the first time when it has read. */
  private static final class StartingAnyway extends SampleReader {
    private boolean begun;

    @Override
    public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
      begun = !monitor.cancelled();
      return super.open(source, monitor);
    }

    @Override
    void checkGivenUp(LoadMonitor monitor) throws OrielException {
      if (begun) {
        super.checkGivenUp(monitor);
      }
    }
  }

  private static final class FailingWhenGivenUp extends SampleReader {
    private boolean begun;

    @Override
    public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
      begun = !monitor.cancelled();
      return super.open(source, monitor);
    }

    @Override
    void checkGivenUp(LoadMonitor monitor) throws OrielException {
      if (begun && monitor.cancelled()) {
        throw new IllegalStateException("interrupted");
      }
      super.checkGivenUp(monitor);
    }
  }

  private static final class GoingBack extends SampleReader {
    @Override
    public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
      Stage stage = super.open(source, monitor);
      monitor.progress(0.2, "not quite");
      return stage;
    }
  }

  private static final class ClosingAll extends SampleReader {
    private boolean closed;

    @Override
    public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
      Stage stage = super.open(source, monitor);
      closed = false;
      return new SampleStage(
          source.isEmpty() ? new FakeStage() : FakeStage.plates(), stage.info()) {
        @Override
        public StageTree tree() {
          if (closed) {
            throw new IllegalStateException("closed");
          }
          return super.tree();
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  private static final class RefusingVariants extends SampleReader {
    @Override
    public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
      if (!source.variants().isEmpty()) {
        throw new OrielException(ErrorCode.UNSUPPORTED, "no variants here");
      }
      return super.open(source, monitor);
    }
  }
}

package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageTree;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small parts on their own. */
class PartsTest {
  @Test
  void aTextOfAPartIsBounded() {
    Problem problem =
        Problems.of(new IllegalStateException("x".repeat(100_000)), ErrorCode.INTERNAL);
    assertThat(problem.detail()).hasSizeLessThan(600);
  }

  @Test
  void aCommandThatThrowsDoesNotEndTheOthers() {
    RenderCommands commands = new RenderCommands();
    List<Integer> ran = new ArrayList<>();
    commands.post(() -> {
      throw new StackOverflowError();
    });
    commands.post(() -> ran.add(1));
    commands.run();
    assertThat(ran).containsExactly(1);
  }

  @Test
  void aCommandThatWasGivenUpNeverRuns() {
    RenderCommands commands = new RenderCommands();
    AtomicInteger ran = new AtomicInteger();
    assertThat(commands.await(ran::incrementAndGet)).isFalse();
    commands.run();
    assertThat(ran).hasValue(0);
  }

  @Test
  void afterTheLastFrameACommandRunsAtOnceAndNoneIsTakenForLater() {
    RenderCommands commands = new RenderCommands();
    AtomicInteger ran = new AtomicInteger();
    commands.post(ran::incrementAndGet);
    commands.close();
    assertThat(ran).hasValue(1);
    assertThat(commands.post(ran::incrementAndGet)).isFalse();
    assertThat(commands.await(ran::incrementAndGet)).isTrue();
    assertThat(ran).hasValue(2);
  }

  @Test
  void aLaneGoesOnAfterATaskThatThrowsAndTakesNothingOnceClosed() {
    Lane lane = new Lane("oriel-test-lane");
    List<String> done = new CopyOnWriteArrayList<>();
    lane.execute(() -> {
      done.add("first");
      throw new OutOfMemoryError("a test's");
    });
    assertThat(lane.execute(() -> done.add("second"))).isTrue();
    lane.close(Rig.PATIENCE);
    assertThat(lane.execute(() -> done.add("third"))).isFalse();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void everyCancelActionRunsWhateverTheOthersDo() {
    Load load = new Load(io.oriel.api.stage.StageSource.of("x"), false, (f, a) -> {});
    AtomicInteger ran = new AtomicInteger();
    load.onCancel(() -> {
      throw new IllegalStateException("defect");
    });
    load.onCancel(ran::incrementAndGet);
    load.cancel(new Problem(ErrorCode.SUPERSEDED, "first"));
    load.cancel(new Problem(ErrorCode.STAGE_TIMEOUT, "second"));
    load.onCancel(ran::incrementAndGet);
    assertThat(ran).hasValue(2);
    assertThat(load.cancelReason().orElseThrow().detail()).isEqualTo("first");
  }

  @Test
  void offersAreOrderedAsTheFrameworkOrdersServices() {
    Offers<String> offers = new Offers<>();
    offers.add(Offer.of("low", Map.of("service.id", 1L)));
    offers.add(Offer.of("younger", Map.of("service.id", 3L, "service.ranking", 7)));
    offers.add(Offer.of("older", Map.of("service.id", 2L, "service.ranking", 7)));
    assertThat(offers.all()).extracting(Offer::service).containsExactly("older", "younger", "low");
    assertThat(offers.remove("older")).isPresent();
    assertThat(offers.remove("older")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "oriel.stream,''",
    "oriel.stream,../up",
    "width,0",
    "width,17",
    "width,8194",
    "height,-2",
    "fps,0",
    "fps,1000",
    "loadTimeoutSeconds,0",
    "buffers,2",
    "maxFailedSteps,0",
    "hangSeconds,0"
  })
  void aWrongValueIsNamedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> StreamSettings.of(new Configured(Map.of(key, value))))
        .isInstanceOf(OrielException.class)
        .hasMessageStartingWith(key + " = '" + value + "'; allowed: ");
  }

  @Test
  void theDefaultsAreAllowed() throws OrielException {
    StreamSettings settings = StreamSettings.of(new Configured(Map.of()));
    assertThat(settings.info().name()).isEqualTo("main");
    assertThat(settings.periodNanos()).isEqualTo(16_666_667);
    assertThat(settings.stage().timeout()).isEqualTo(Duration.ofSeconds(300));
  }

  @ParameterizedTest
  @CsvSource({"0,20,15", "50,0,0", "50,NaN,NaN", "NaN,20,15", "50,-20,-15"})
  void aBrokenCameraOfAStageIsPassedOver(double focal, double horizontal, double vertical) {
    StageCamera broken =
        new StageCamera("/c", Matrix4.IDENTITY, false, focal, horizontal, vertical, 1, 100);
    Camera camera = DefaultCamera.of(stage(Bounds.EMPTY, List.of(broken)), 16, 9);
    assertThat(camera.verticalExtent()).isBetween(0.1, 10.0);
  }

  @Test
  void theStagesFirstCameraIsTaken() {
    StageCamera good = new StageCamera("/c", Matrix4.IDENTITY, false, 50, 20, 10, 0.5, 100);
    Camera camera = DefaultCamera.of(stage(Bounds.EMPTY, List.of(good)), 20, 10);
    assertThat(camera.verticalExtent()).isEqualTo(0.2);
    assertThat(camera.near()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"1", "1e-3", "1e6", "1e300", "Infinity", "NaN"})
  void boundsOfAnySizeGiveACamera(double size) {
    Bounds bounds = new Bounds(new Vector3(0, 0, 0), new Vector3(size, size, size));
    Camera camera = DefaultCamera.of(stage(bounds, List.of()), 16, 9);
    assertThat(camera.far()).isGreaterThan(camera.near()).isFinite();
  }

  private static Stage stage(Bounds bounds, List<StageCamera> cameras) {
    StageInfo info = StageInfo.builder().bounds(bounds).build();
    StageGeometry geometry =
        new StageGeometry() {
          @Override
          public List<MeshData> meshes() {
            return List.of();
          }

          @Override
          public List<StageCamera> cameras() {
            return cameras;
          }

          @Override
          public void sample(double timeCode, SceneSample into) {}
        };
    return new Stage() {
      @Override
      public StageInfo info() {
        return info;
      }

      @Override
      public StageTree tree() {
        return new EmptyStage();
      }

      @Override
      public StageGeometry geometry() {
        return geometry;
      }

      @Override
      public void close() {}
    };
  }

  /** The defaults with some values replaced. */
  private record Configured(Map<String, String> values) implements StreamConfig {
    private String text(String key, String otherwise) {
      return values.getOrDefault(key, otherwise);
    }

    private int number(String key, int otherwise) {
      return values.containsKey(key) ? Integer.parseInt(values.get(key)) : otherwise;
    }

    @Override
    public String oriel_stream() {
      return text("oriel.stream", "main");
    }

    @Override
    public int width() {
      return number("width", 1280);
    }

    @Override
    public int height() {
      return number("height", 720);
    }

    @Override
    public int fps() {
      return number("fps", 60);
    }

    @Override
    public String renderer() {
      return "preview";
    }

    @Override
    public String stage() {
      return "";
    }

    @Override
    public int loadTimeoutSeconds() {
      return number("loadTimeoutSeconds", 300);
    }

    @Override
    public boolean playing() {
      return true;
    }

    @Override
    public int buffers() {
      return number("buffers", 6);
    }

    @Override
    public int maxFailedSteps() {
      return number("maxFailedSteps", 30);
    }

    @Override
    public int hangSeconds() {
      return number("hangSeconds", 5);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return StreamConfig.class;
    }
  }
}

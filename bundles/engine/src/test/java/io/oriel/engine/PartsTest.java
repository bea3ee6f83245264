package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
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
    Load load = new Load(io.oriel.api.stage.StageSource.of("x"), false, true, (f, a) -> {});
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
    public String aov() {
      return "LdrColor";
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
    public boolean reloadOnChange() {
      return false;
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

package io.oriel.renderer.preview;

import io.oriel.api.render.StageContext;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.runtime.benchmarks.Workshop;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The workshop, in motion. */
public class RasterBenchmark extends StepBenchmark {
  private Stage stage;
  private double time;

  @Setup(Level.Trial)
  public void setUp() throws Exception {
    stage = Workshop.open();
    draw(new Opened(stage));
  }

  @TearDown(Level.Trial)
  public void closeStage() {
    stage.close();
  }

  @Override
  Step next() {
    StageInfo info = stage.info();
    time += info.timeCodesPerSecond() / 60;
    double length = info.endTimeCode() - info.startTimeCode();
    return new Step(ViewState.INITIAL, info.startTimeCode() + time % length);
  }

  private record Opened(Stage stage) implements StageContext {
    @Override
    public StageSource source() {
      return StageSource.of("workshop.usda");
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public LoadMonitor monitor() {
      return Workshop.NOBODY;
    }
  }
}

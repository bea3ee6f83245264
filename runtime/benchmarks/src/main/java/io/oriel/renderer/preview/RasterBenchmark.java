package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Aovs;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import io.oriel.runtime.benchmarks.Workshop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A step of the workshop at 1280x720 with its picture, on one thread, in motion. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RasterBenchmark {
  private Stage stage;
  private PreviewRenderer vector;
  private PreviewRenderer scalar;
  private double time;

  @Setup(Level.Trial)
  public void setUp() throws Exception {
    stage = Workshop.open();
    vector = renderer(Kernels.vector());
    scalar = renderer(Kernels.scalar());
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    vector.close();
    scalar.close();
    stage.close();
  }

  @Benchmark
  public AovData vector() throws Exception {
    return draw(vector);
  }

  @Benchmark
  public AovData scalar() throws Exception {
    return draw(scalar);
  }

  private AovData draw(PreviewRenderer renderer) throws Exception {
    time += stage.info().timeCodesPerSecond() / 60;
    double length = stage.info().endTimeCode() - stage.info().startTimeCode();
    try (RenderedFrame frame =
        renderer.step(new Step(stage.info().startTimeCode() + time % length))) {
      return frame.map(Aovs.LDR_COLOR);
    }
  }

  private PreviewRenderer renderer(Kernels kernels) throws Exception {
    PreviewRenderer renderer =
        new PreviewRenderer(
            new RenderTarget("benchmark", 1280, 720, 60),
            new KernelChoice(kernels),
            new RasterCrew(0),
            new CounterSet<>(PreviewCounter.class, Map.of()),
            () -> {},
            () -> {});
    renderer.prepare(new Opened(stage)).commit();
    return renderer;
  }

  private record Step(double timeCode) implements StepRequest {
    @Override
    public ViewState view() {
      return ViewState.INITIAL;
    }

    @Override
    public List<PickQuery> picks() {
      return List.of();
    }
  }

  private record Opened(Stage stage) implements StageContext {
    @Override
    public StageSource source() {
      return StageSource.of("workshop.usda");
    }

    @Override
    public LoadMonitor monitor() {
      return Workshop.NOBODY;
    }
  }
}

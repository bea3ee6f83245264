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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A step at 1280x720 with its picture, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public abstract class StepBenchmark {
  private PreviewRenderer vector;
  private PreviewRenderer scalar;

  /** Says what is drawn; to be called from the set-up. */
  final void draw(StageContext stage) throws Exception {
    vector = renderer(Kernels.vector(), stage);
    scalar = renderer(Kernels.scalar(), stage);
  }

  /** The next step of the motion. */
  abstract Step next();

  @TearDown(Level.Trial)
  public void closeRenderers() {
    vector.close();
    scalar.close();
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
    try (RenderedFrame frame = renderer.step(next())) {
      return frame.map(Aovs.LDR_COLOR);
    }
  }

  private static PreviewRenderer renderer(Kernels kernels, StageContext stage) throws Exception {
    PreviewRenderer renderer =
        new PreviewRenderer(
            new RenderTarget("benchmark", 1280, 720, 60),
            OutputFormats.DEFAULT,
            new KernelChoice(kernels),
            new RasterCrew(0),
            new CounterSet<>(PreviewCounter.class, Map.of()),
            () -> {},
            () -> {});
    renderer.prepare(stage).commit();
    return renderer;
  }

  /** One step. */
  record Step(ViewState view, double timeCode) implements StepRequest {
    @Override
    public List<PickQuery> picks() {
      return List.of();
    }
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Stage;
import java.util.List;
import java.util.Map;

/** Draws one stream on the host. */
final class PreviewRenderer implements Renderer {
  private final Screen screen;
  private final KernelChoice kernels;
  private final CounterSet<PreviewCounter> counters;
  private final Runnable onClose;
  private final Visibility visibility;
  private final Lights lights = new Lights();
  private final OutlinedColor color;
  private final List<Output> outputs;
  private final RendererCapabilities capabilities;
  private final PreviewStage nothing;
  private final PickJob picks;
  private final PreviewFrame frame;

  private PreviewStage stage;
  private boolean stageIsNew = true;
  private ViewState viewState = ViewState.INITIAL;
  private Camera camera;
  private View view;

  /**
   * A renderer that shows the background until a stage is committed.
   *
   * @param formats how its outputs are laid out
   * @param onDrawn run after each frame that was drawn
   * @param onClose run at the end of {@link #close}
   */
  PreviewRenderer(
      RenderTarget target,
      OutputFormats formats,
      KernelChoice kernels,
      RasterCrew crew,
      CounterSet<PreviewCounter> counters,
      Runnable onDrawn,
      Runnable onClose)
      throws OrielException {
    this.screen = new Screen(target.width(), target.height());
    this.kernels = kernels;
    this.counters = counters;
    this.onClose = onClose;
    this.visibility = new Visibility(screen);
    Backdrop backdrop = new Backdrop(screen);
    this.color = new OutlinedColor(screen, new ColorOutput(screen, backdrop), crew);
    this.outputs = Outputs.of(color, screen, lights, backdrop, formats);
    this.capabilities =
        RendererCapabilities.of(outputs.stream().map(output -> output.layout().aov()).toList())
            .picks(true)
            .outlines(true)
            .settings(OutlineSettings.OFFERED)
            .build();
    this.picks = new PickJob(screen, visibility, crew);
    this.frame =
        new PreviewFrame(outputs, new TileJob(screen, visibility, lights, crew), picks, onDrawn);
    Vector3 up = new Vector3(0, 1, 0);
    EmptyGeometry geometry = new EmptyGeometry();
    this.nothing =
        new PreviewStage(
            screen,
            new SceneBuilder(geometry).build(),
            geometry,
            StageCameras.fitting(Bounds.EMPTY, up, aspect()),
            up,
            OutlineSettings.of(Map.of()));
    this.stage = nothing;
    this.camera = nothing.camera;
    this.view = new View(screen, camera);
  }

  private double aspect() {
    return (double) screen.width / screen.height;
  }

  @Override
  public RendererCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public PreparedStage prepare(StageContext context) throws OrielException {
    Stage source = context.stage();
    SceneBuilder builder = new SceneBuilder(source.geometry());
    Scene scene = builder.build();
    counters.add(PreviewCounter.TRIANGLES_DROPPED, builder.droppedTriangles());
    counters.add(PreviewCounter.PRIMVARS_IGNORED, builder.ignoredPrimvars());
    PreviewStage prepared =
        new PreviewStage(
            screen,
            scene,
            source.geometry(),
            StageCameras.initial(source, aspect()),
            source.info().up(),
            OutlineSettings.of(context.settings()));
    return new Prepared(prepared);
  }

  @Override
  public RenderedFrame step(StepRequest request) {
    boolean viewChanged = look(request.view());
    boolean moved = stage.moveTo(request.timeCode());
    boolean drawn = stageIsNew || viewChanged || moved;
    Kernels fastest = kernels.current();
    if (drawn) {
      draw(fastest, stageIsNew || viewChanged);
    }
    boolean changed = color.update(stage, viewState, drawn) | drawn;
    if (changed) {
      counters.increment(PreviewCounter.STEPS);
    } else {
      counters.increment(PreviewCounter.STEPS_UNCHANGED);
    }
    stageIsNew = false;
    picks.begin(fastest, stage, viewState.unpickable());
    return frame.begin(fastest, stage.state, !changed, request.picks());
  }

  /** True if the camera is another one than before. */
  private boolean look(ViewState now) {
    if (now == viewState && !stageIsNew) {
      return false;
    }
    viewState = now;
    Camera wanted = now.camera().orElse(stage.camera);
    if (wanted.equals(camera)) {
      return false;
    }
    camera = wanted;
    view = through(wanted);
    return true;
  }

  private View through(Camera wanted) {
    try {
      return new View(screen, wanted);
    } catch (ArithmeticException _) {
      counters.increment(PreviewCounter.CAMERAS_REPLACED);
      return new View(screen, StageCameras.fitting(Bounds.EMPTY, stage.up, aspect()));
    }
  }

  private void draw(Kernels fastest, boolean everything) {
    if (everything) {
      visibility.invalidateAll();
      lights.aim(view.axes(), stage.up.x(), stage.up.y(), stage.up.z());
    }
    long dropped = stage.pass.dropped();
    stage.pass.update(fastest.points(), view, everything, visibility);
    counters.add(PreviewCounter.TRIANGLES_DROPPED, stage.pass.dropped() - dropped);
    visibility.sort(stage.state);
  }

  private void show(PreviewStage next) {
    stage = next;
    stageIsNew = true;
  }

  @Override
  public void close() {
    outputs.forEach(Output::close);
    onClose.run();
  }

  /** A stage on its way to the screen. */
  private final class Prepared implements PreparedStage {
    private final PreviewStage prepared;

    private Prepared(PreviewStage prepared) {
      this.prepared = prepared;
    }

    @Override
    public void commit() {
      show(prepared);
    }

    @Override
    public void close() {
      if (stage == prepared) {
        show(nothing);
      }
    }
  }
}

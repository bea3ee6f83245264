package ${package};

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import java.util.List;
import java.util.Optional;

/**
 * Draws the edges of a stage's triangles, in the colours of their meshes. One stream's; its render
 * thread owns it, only {@link #prepare} runs beside on another.
 *
 * <p>A renderer of your own draws in {@link #step} or when an output is mapped, and says in the
 * capabilities what else it can: further outputs, picks, outlines, settings.
 */
final class ${name}Renderer implements Renderer {
  private static final RendererCapabilities CAPABILITIES =
      RendererCapabilities.of(List.of(Aovs.LDR_COLOR)).build();

  private final ${name}Picture picture;
  private final AovLayout layout;
  private final AovData color;
  private ${name}Scene scene = ${name}Scene.EMPTY;

  /** What the picture shows; the view is the same object as long as nothing in it changed. */
  private ${name}Scene drawnScene;

  private ViewState drawnView;
  private double drawnTime;

  ${name}Renderer(RenderTarget target) {
    picture = new ${name}Picture(target.width(), target.height());
    layout = AovLayout.of(Aovs.LDR_COLOR, picture.tensor().layout());
    color = picture::tensor;
  }

  @Override
  public RendererCapabilities capabilities() {
    return CAPABILITIES;
  }

  /** On a thread of its own: what takes long belongs here, and nothing that is drawn changes. */
  @Override
  public PreparedStage prepare(StageContext context) throws OrielException {
    if (context.monitor().cancelled()) {
      throw new OrielException(ErrorCode.SUPERSEDED, "the load was given up");
    }
    ${name}Scene prepared = new ${name}Scene(context.stage().geometry());
    return new PreparedStage() {
      @Override
      public void commit() {
        scene = prepared;
      }

      @Override
      public void close() {
        // There is nothing to free.
      }
    };
  }

  @Override
  public RenderedFrame step(StepRequest request) throws OrielException {
    boolean unchanged =
        scene == drawnScene && request.view() == drawnView && request.timeCode() == drawnTime;
    if (!unchanged) {
      draw(request.view().camera().orElseThrow(), request.timeCode());
      drawnScene = scene;
      drawnView = request.view();
      drawnTime = request.timeCode();
    }
    return new Frame(unchanged);
  }

  private void draw(Camera camera, double timeCode) throws OrielException {
    try {
      picture.clear();
      scene.draw(picture, new ${name}Lens(camera, picture), timeCode);
    } catch (ArithmeticException flat) {
      throw new OrielException(ErrorCode.RENDERER_FAILED, "a camera without depth", flat);
    }
  }

  @Override
  public void close() {
    picture.close();
  }

  private final class Frame implements RenderedFrame {
    private final boolean unchanged;

    Frame(boolean unchanged) {
      this.unchanged = unchanged;
    }

    @Override
    public boolean unchanged() {
      return unchanged;
    }

    @Override
    public Optional<AovLayout> layout(String aov) {
      return aov.equals(layout.aov()) ? Optional.of(layout) : Optional.empty();
    }

    @Override
    public AovData map(String aov) {
      return color;
    }

    @Override
    public void close() {
      // The picture stays until the next step.
    }
  }
}

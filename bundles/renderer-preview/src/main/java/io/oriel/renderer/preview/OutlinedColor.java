package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.render.ViewState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * LdrColor with outlines. They are drawn over a second picture, a copy of the first, so that the
 * first is there untouched when they move or go, and a line may reach into the next tile. While no
 * prim is outlined the first picture is the output and the second one is not kept up.
 */
final class OutlinedColor implements Output {
  private final Screen screen;
  private final ColorOutput color;
  private final RasterCrew crew;
  private final GroupPixels groups;
  private final OutlineLook look = new OutlineLook();
  private final RasterCrew.Job job = this::compose;
  private final Arena arena = Arena.ofShared();

  /** Per tile: the second picture is not that of the first any more. */
  private final boolean[] stale;

  private HostTensor plain;

  // Null until something is outlined for the first time.
  private OutlineStroke[] strokes;
  private HostTensor outlined;
  private AovData outlinedData;

  private PreviewStage stage;
  private ViewState view;

  OutlinedColor(Screen screen, ColorOutput color, RasterCrew crew) {
    this.screen = screen;
    this.color = color;
    this.crew = crew;
    this.groups = new GroupPixels(screen);
    this.stale = new boolean[screen.tiles];
    Arrays.fill(stale, true);
  }

  /**
   * Takes over what a step wants. Render thread.
   *
   * @param changed true if something else than outlines has changed
   * @return true if outlines differ from those of the step before
   */
  boolean update(PreviewStage shown, ViewState wanted, boolean changed) {
    boolean differs = false;
    if (shown != stage || wanted != view) {
      stage = shown;
      view = wanted;
      boolean restyled = look.update(shown.outlines, wanted.outlineStyles());
      if (restyled) {
        Arrays.fill(stale, true);
      }
      boolean reassigned = groups.assign(shown, wanted.outlines());
      differs = reassigned || restyled && groups.any();
    }
    if ((differs || changed) && isActive()) {
      groups.locate();
      allocate();
    }
    return differs;
  }

  private boolean isActive() {
    return groups.any() && (look.width() > 0 || look.fills());
  }

  private void allocate() {
    if (outlined == null) {
      TensorLayout layout = color.layout().image();
      outlined = new HostTensor(layout, arena.allocate(layout.sizeBytes(), Long.BYTES));
      outlinedData = () -> outlined;
      strokes =
          Stream.generate(() -> new OutlineStroke(screen, groups))
              .limit(crew.workers())
              .toArray(OutlineStroke[]::new);
    }
  }

  @Override
  public AovLayout layout() {
    return color.layout();
  }

  @Override
  public void begin(SceneState state) {
    color.begin(state);
    plain = (HostTensor) color.data().image();
  }

  @Override
  public AovData data() {
    return isActive() ? outlinedData : color.data();
  }

  @Override
  public boolean isDrawn(int tile, int version) {
    return color.isDrawn(tile, version) && (!isActive() || groups.isDrawn(tile, version));
  }

  @Override
  public void draw(
      Kernels kernels,
      SceneState state,
      Lights lights,
      int tile,
      int version,
      TileBuffers buffers) {
    if (!color.isDrawn(tile, version)) {
      color.draw(kernels, state, lights, tile, version, buffers);
      stale[tile] = true;
    }
    if (isActive() && !groups.isDrawn(tile, version)) {
      groups.draw(tile, version, buffers.ids);
    }
  }

  @Override
  public void finish() {
    if (isActive()) {
      crew.run(job, screen.tiles);
      Arrays.fill(stale, false);
      groups.settle();
    }
  }

  private void compose(int worker, int tile) {
    if (!stale[tile] && !groups.hasChangedAround(tile)) {
      return;
    }
    copy(tile);
    if (!groups.isClearAround(tile)) {
      strokes[worker].draw(tile, look, outlined);
    }
  }

  private void copy(int tile) {
    int pitch = plain.layout().pitchBytes();
    int left = screen.left(tile);
    int columns = Math.min(Screen.STEP, screen.width - left);
    int bottom = Math.min(screen.top(tile) + Screen.STEP, screen.height);
    for (int y = screen.top(tile); y < bottom; y++) {
      long at = (long) y * pitch + (long) left * ColorOutput.PIXEL_BYTES;
      long bytes = (long) columns * ColorOutput.PIXEL_BYTES;
      MemorySegment.copy(plain.segment(), at, outlined.segment(), at, bytes);
    }
  }

  @Override
  public void close() {
    color.close();
    arena.close();
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** LdrColor: the lit picture, u8 RGBA, sRGB. */
final class ColorOutput implements Output {
  private static final int PIXEL_BYTES = 4;
  private static final int ROW_ALIGNMENT_BYTES = 64;
  // The colours are put together with red in the lowest byte: red comes first in memory.
  private static final ValueLayout.OfInt PIXEL =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Screen screen;
  private final Kernels kernels;
  private final int[] backdrop;
  private final int[] colors;
  private final Surface[] surfaces;
  private final PlainColors[] plains;
  private final int[] shaded;
  private final boolean[] fresh;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final AovLayout layout;
  private final AovData data;
  private final RasterCrew.Job shade = this::shade;
  private final RasterCrew.Job finish = this::finish;

  // What the jobs of the running draw work on.
  private SceneState state;
  private Visibility visibility;
  private Lights lights;

  ColorOutput(Screen screen, Kernels kernels, int workers) {
    this.screen = screen;
    this.kernels = kernels;
    this.backdrop = Backdrop.paint(screen);
    this.colors = new int[screen.bufferLength()];
    this.surfaces = new Surface[workers];
    this.plains = new PlainColors[workers];
    for (int i = 0; i < workers; i++) {
      surfaces[i] = new Surface();
      plains[i] = new PlainColors();
    }
    this.shaded = new int[screen.tiles];
    this.fresh = new boolean[screen.tiles];
    int pitch =
        (screen.width * PIXEL_BYTES + ROW_ALIGNMENT_BYTES - 1)
            / ROW_ALIGNMENT_BYTES
            * ROW_ALIGNMENT_BYTES;
    TensorLayout tensor =
        new TensorLayout(ElementType.U8, screen.width, screen.height, PIXEL_BYTES, pitch);
    this.layout = AovLayout.of(Aovs.LDR_COLOR, tensor);
    this.memory = arena.allocate(tensor.sizeBytes(), ROW_ALIGNMENT_BYTES);
    Tensor image = new HostTensor(tensor, memory);
    this.data = () -> image;
  }

  @Override
  public AovLayout layout() {
    return layout;
  }

  @Override
  public AovData draw(SceneState state, Visibility visibility, Lights lights, RasterCrew crew) {
    this.state = state;
    this.visibility = visibility;
    this.lights = lights;
    for (PlainColors colors : plains) {
      colors.forget();
    }
    crew.run(shade, screen.tiles);
    crew.run(finish, screen.tiles);
    return data;
  }

  private void shade(int worker, int tile) {
    int version = visibility.draw(state, tile, worker);
    fresh[tile] = shaded[tile] != version;
    if (!fresh[tile]) {
      return;
    }
    shaded[tile] = version;
    int tileY = tile / screen.tilesX;
    int column = tile % screen.tilesX << Screen.TILE_SHIFT;
    Surface surface = surfaces[worker];
    for (int row = tileY << Screen.TILE_SHIFT; row < screen.tileRowEnd(tileY); row++) {
      for (int x = column; x < column + Screen.TILE; x += Surface.RUN) {
        shadeRun(surface, plains[worker], x, row);
      }
    }
    kernels.light().shade(surface, lights, colors);
  }

  private void shadeRun(Surface surface, PlainColors plains, int column, int row) {
    SurfaceKernel kernel = kernels.surface();
    TriangleRecords records = state.records;
    int[] ids = visibility.ids();
    int at = screen.index(column, row);
    int curved = 0;
    for (int left = SurfaceKernel.ALL; left != 0; ) {
      int id = ids[at + Integer.numberOfTrailingZeros(left)];
      int bits = kernel.find(ids, at, id);
      left &= ~bits;
      if (id == 0) {
        copyBackdrop(at, bits);
      } else if (records.isPlain(id)) {
        kernel.fill(colors, at, bits, plains.color(records, lights, id));
      } else {
        kernel.evaluate(records, id, bits, column, row, surface);
        curved |= bits;
      }
    }
    if (curved != 0) {
      add(surface, at, curved);
    }
  }

  private void copyBackdrop(int at, int bits) {
    if (bits == SurfaceKernel.ALL) {
      System.arraycopy(backdrop, at, colors, at, Surface.RUN);
      return;
    }
    for (int left = bits; left != 0; left &= left - 1) {
      int pixel = at + Integer.numberOfTrailingZeros(left);
      colors[pixel] = backdrop[pixel];
    }
  }

  private void add(Surface surface, int at, int bits) {
    surface.place[surface.runs] = at;
    surface.pixels[surface.runs] = bits;
    surface.runs++;
    if (surface.runs == Surface.RUNS) {
      kernels.light().shade(surface, lights, colors);
    }
  }

  /** Copies a tile out and smooths its edges, which needs the colours of the tiles around it. */
  private void finish(int worker, int tile) {
    int tileX = tile % screen.tilesX;
    int tileY = tile / screen.tilesX;
    boolean touched =
        fresh[tile]
            || tileX > 0 && fresh[tile - 1]
            || tileX + 1 < screen.tilesX && fresh[tile + 1]
            || tileY > 0 && fresh[tile - screen.tilesX]
            || tileY + 1 < screen.tilesY && fresh[tile + screen.tilesX];
    if (!touched) {
      return;
    }
    int column = tileX << Screen.TILE_SHIFT;
    int columns = Math.min(Screen.TILE, screen.width - column);
    for (int row = tileY << Screen.TILE_SHIFT; row < screen.tileRowEnd(tileY); row++) {
      finishRow(column, columns, row);
    }
  }

  private void finishRow(int column, int columns, int row) {
    int at = screen.index(column, row);
    long offset = (long) row * layout.image().pitchBytes() + (long) column * PIXEL_BYTES;
    MemorySegment.copy(colors, at, memory, PIXEL, offset, columns);
    int[] ids = visibility.ids();
    long edges = kernels.contrast().find(ids, colors, at, screen.pitch);
    edges &= -1L >>> Screen.TILE - columns;
    while (edges != 0) {
      int i = Long.numberOfTrailingZeros(edges);
      edges &= edges - 1;
      int smooth =
          EdgeSmoothing.smooth(screen, state.records.edges, ids, colors, column + i, row);
      memory.set(PIXEL, offset + (long) i * PIXEL_BYTES, smooth);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}

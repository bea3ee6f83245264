package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** LdrColor: the lit picture, u8 RGBA, sRGB. */
final class ColorOutput implements Output {
  static final int PIXEL_BYTES = 4;

  /** Red in the lowest byte, which comes first in memory. */
  static final ValueLayout.OfInt PIXEL = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Screen screen;
  private final Backdrop backdrop;
  private final int[] drawn;
  private final TensorMemory memory;
  private final AovLayout layout;
  private Optional<AovData> data = Optional.empty();

  ColorOutput(Screen screen, Backdrop backdrop) {
    this.screen = screen;
    this.backdrop = backdrop;
    this.drawn = new int[screen.tiles];
    this.memory = new TensorMemory(ElementType.U8, screen, PIXEL_BYTES);
    this.layout = AovLayout.of(Aovs.LDR_COLOR, memory.layout);
  }

  @Override
  public AovLayout layout() {
    return layout;
  }

  @Override
  public void begin(SceneState state) {
    if (data.isEmpty()) {
      backdrop.paint();
      memory.allocate();
      Tensor image = memory.tensor();
      data = Optional.of(() -> image);
    }
  }

  @Override
  public AovData data() {
    return data.orElseThrow();
  }

  @Override
  public boolean isDrawn(int tile, int version) {
    return drawn[tile] == version;
  }

  @Override
  public void draw(
      Kernels kernels,
      SceneState state,
      Lights lights,
      int tile,
      int version,
      TileBuffers buffers) {
    drawn[tile] = version;
    int originX = screen.originX(tile);
    int originY = screen.originY(tile);
    for (int row = 0; row < Screen.TILE; row++) {
      shadeRow(kernels, state, lights, originX, originY + row, row * Screen.TILE, buffers);
    }
    kernels.light().shade(buffers.surface, lights, buffers.colors);
    finish(kernels, state.records.edges, originX, originY, buffers);
  }

  private void shadeRow(
      Kernels kernels, SceneState state, Lights lights, int x, int y, int at, TileBuffers buffers) {
    TriangleRecords records = state.records;
    int[] common = buffers.common;
    kernels.surface().common(buffers.ids, at, common);
    for (int run = 0; run < common.length; ) {
      int id = common[run];
      int start = run * Surface.RUN;
      if (id < 0 || id > 0 && !records.isPlain(id)) {
        shadeRun(kernels, state, lights, id, x + start, y, at + start, buffers);
        run++;
        continue;
      }
      do {
        run++;
      } while (run < common.length && common[run] == id);
      int count = run * Surface.RUN - start;
      if (id == 0) {
        backdrop.copy(x + start, y, count, buffers.colors, at + start);
      } else {
        int color = buffers.plains.color(records, lights, id);
        Arrays.fill(buffers.colors, at + start, at + start + count, color);
      }
    }
  }

  /** Shades a run of several triangles, or of one that is curved. */
  private void shadeRun(
      Kernels kernels,
      SceneState state,
      Lights lights,
      int common,
      int x,
      int y,
      int at,
      TileBuffers buffers) {
    SurfaceKernel kernel = kernels.surface();
    TriangleRecords records = state.records;
    int curved = 0;
    for (int left = SurfaceKernel.ALL; left != 0; ) {
      int id = common < 0 ? buffers.ids[at + Integer.numberOfTrailingZeros(left)] : common;
      int bits = common < 0 ? kernel.find(buffers.ids, at, id) : SurfaceKernel.ALL;
      left &= ~bits;
      if (id == 0) {
        backdrop.copyBits(x, y, bits, buffers.colors, at);
      } else if (records.isPlain(id)) {
        kernel.fill(buffers.colors, at, bits, buffers.plains.color(records, lights, id));
      } else {
        kernel.evaluate(records, id, bits, x, y, buffers.surface);
        if (state.scene.isTextured(id)) {
          cover(buffers.triangles.get(state, id), bits, x, y, buffers.surface);
        }
        curved |= bits;
      }
    }
    if (curved != 0 && buffers.surface.add(at, curved)) {
      kernels.light().shade(buffers.surface, lights, buffers.colors);
    }
  }

  /** Puts the texture of a triangle over its colour in the run at hand. */
  private static void cover(ExactTriangle triangle, int bits, int x, int y, Surface surface) {
    int run = surface.runs * Surface.RUN;
    for (int left = bits; left != 0; left &= left - 1) {
      int pixel = Integer.numberOfTrailingZeros(left);
      triangle.at(x + pixel, y);
      triangle.paint();
      surface.red[run + pixel] = Albedo.root((float) triangle.red);
      surface.green[run + pixel] = Albedo.root((float) triangle.green);
      surface.blue[run + pixel] = Albedo.root((float) triangle.blue);
    }
  }

  /** Smooths the edges and writes what lies within the tile's margin and the picture. */
  private void finish(Kernels kernels, int[] edges, int originX, int originY, TileBuffers buffers) {
    int columns = Math.min(Screen.STEP, screen.width - 1 - originX);
    int rows = Math.min(Screen.STEP, screen.height - 1 - originY);
    long inside = (1L << columns) - 1 << 1;
    // Beyond the picture nothing adjoins.
    long first = originX < 0 ? 0 : 1;
    long last = originX + columns + 1 == screen.width ? 1L << columns : 0;
    long pairs = (inside | first) & ~last;
    EdgeSmoothing smoothing = buffers.smoothing;
    smoothing.begin();
    long above = originY < 0 ? 0 : contrast(kernels, buffers, 0, Screen.TILE) & inside;
    smoothing.down(edges, buffers, originX, originY, 0, above);
    for (int row = 1; row <= rows; row++) {
      int y = originY + row;
      long beside = contrast(kernels, buffers, row, 1) & pairs;
      long below =
          y + 1 == screen.height ? 0 : contrast(kernels, buffers, row, Screen.TILE) & inside;
      smoothing.across(edges, buffers, originX, y, row, beside);
      smoothing.down(edges, buffers, originX, y, row, below);
      long touched = (beside | beside << 1 | above | below) & inside;
      int[] colors = buffers.colors;
      int from = row * Screen.TILE;
      if (touched != 0) {
        System.arraycopy(colors, from, buffers.row, 0, Screen.TILE);
        smoothing.finish(colors, row, touched, buffers.row);
        colors = buffers.row;
        from = 0;
      }
      long offset = memory.offset(originX + 1, y);
      MemorySegment.copy(colors, from + 1, memory.segment(), PIXEL, offset, columns);
      above = below;
    }
  }

  private static long contrast(Kernels kernels, TileBuffers buffers, int row, int offset) {
    return kernels.contrast().find(buffers.ids, buffers.colors, row * Screen.TILE, offset);
  }

  @Override
  public void close() {
    memory.close();
  }
}

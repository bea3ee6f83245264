package io.oriel.renderer.preview;

import java.util.Arrays;

/**
 * The visibility buffer: for every pixel the triangle that it shows. Tiles are drawn when somebody
 * asks for them and only if what they show changed.
 */
final class Visibility {
  private final Screen screen;
  private final Kernels kernels;
  private final TileBins bins;
  private final int[] ids;
  private final float[][] depth;
  private final boolean[] stale;
  private final boolean[] empty;

  /** Per tile: rises whenever its content changes. Outputs compare it with what they shaded. */
  private final int[] version;

  Visibility(Screen screen, Kernels kernels, int workers) {
    this.screen = screen;
    this.kernels = kernels;
    this.bins = new TileBins(screen);
    this.ids = new int[screen.bufferLength()];
    this.depth = new float[workers][Screen.TILE * Screen.TILE];
    this.stale = new boolean[screen.tiles];
    this.empty = new boolean[screen.tiles];
    this.version = new int[screen.tiles];
    Arrays.fill(empty, true);
    Arrays.fill(version, 1);
  }

  /** Ids, see {@link TriangleRecords}, laid out as {@link Screen} says; 0 is background. */
  int[] ids() {
    return ids;
  }

  /** All tiles have to be drawn again. */
  void invalidateAll() {
    Arrays.fill(stale, true);
  }

  /** The tiles of a rectangle have to be drawn again. */
  void invalidate(int[] rect, int at) {
    for (int y = rect[at + 1]; y <= rect[at + 3]; y++) {
      for (int x = rect[at]; x <= rect[at + 2]; x++) {
        stale[y * screen.tilesX + x] = true;
      }
    }
  }

  /** Takes over what is in view now. Render thread, while no tile is being drawn. */
  void sort(SceneState state) {
    bins.fill(state);
  }

  /**
   * Draws a tile if it is stale. Each tile by one thread at a time.
   *
   * @return the version of its content
   */
  int draw(SceneState state, int tile, int worker) {
    if (!stale[tile]) {
      return version[tile];
    }
    stale[tile] = false;
    int from = bins.start[tile];
    int to = bins.start[tile + 1];
    if (from == to && empty[tile]) {
      return version[tile];
    }
    empty[tile] = from == to;
    kernels
        .coverage()
        .draw(
            screen,
            tile % screen.tilesX,
            tile / screen.tilesX,
            state.records.edges,
            bins.records,
            from,
            to,
            ids,
            depth[worker]);
    return ++version[tile];
  }
}

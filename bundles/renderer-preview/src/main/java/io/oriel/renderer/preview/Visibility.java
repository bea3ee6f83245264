package io.oriel.renderer.preview;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** What is seen in each tile, and whether it is something else than before. */
final class Visibility {
  private final Screen screen;
  private final TileBins bins;
  private final boolean[] stale;
  private final boolean[] empty;

  /** Per tile: rises whenever its content changes. */
  private final int[] version;

  Visibility(Screen screen) {
    this.screen = screen;
    this.bins = new TileBins(screen);
    this.stale = new boolean[screen.tiles];
    this.empty = new boolean[screen.tiles];
    this.version = new int[screen.tiles];
    Arrays.fill(empty, true);
    Arrays.fill(version, 1);
  }

  /** Something else may be seen in every tile. */
  void invalidateAll() {
    Arrays.fill(stale, true);
  }

  /** Something else may be seen in a rectangle of tiles, see {@link SceneState#tileRect}. */
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
    for (int tile = 0; tile < screen.tiles; tile++) {
      boolean nothing = bins.start[tile] == bins.start[tile + 1];
      if (stale[tile] && !(nothing && empty[tile])) {
        version[tile]++;
      }
      empty[tile] = nothing;
      stale[tile] = false;
    }
  }

  /** The version of a tile's content; outputs compare it with the one that they drew. */
  int version(int tile) {
    return version[tile];
  }

  /** True if nothing but background is seen in a tile. */
  boolean isEmpty(int tile) {
    return empty[tile];
  }

  /** Draws ids and depths of a tile. Any number of threads, each with its buffers. */
  void draw(Kernels kernels, SceneState state, int tile, TileBuffers into) {
    kernels
        .coverage()
        .draw(
            screen,
            tile,
            state.records.edges,
            bins.records,
            bins.start[tile],
            bins.start[tile + 1],
            into);
  }

  /**
   * Draws ids and depths of a tile as they would be without some of the triangles; otherwise as
   * {@link #draw}. Allocates.
   *
   * @param wanted tells by id which triangles are drawn
   */
  void drawSome(
      Kernels kernels, SceneState state, int tile, IntPredicate wanted, TileBuffers into) {
    int[] edges = state.records.edges;
    int[] records =
        Arrays.stream(bins.records, bins.start[tile], bins.start[tile + 1])
            .filter(record -> wanted.test(edges[record + TriangleRecords.ID]))
            .toArray();
    kernels.coverage().draw(screen, tile, edges, records, 0, records.length, into);
  }
}

package io.oriel.renderer.preview;

import java.util.Arrays;

/** Which records each tile has to look at, in the order of the scene. */
final class TileBins {
  private final Screen screen;

  /** Records of a tile lie in {@code [start[tile], start[tile + 1])} of {@link #records}. */
  final int[] start;

  private final int[] next;
  int[] records = new int[0];

  TileBins(Screen screen) {
    this.screen = screen;
    this.start = new int[screen.tiles + 1];
    this.next = new int[screen.tiles];
  }

  /** Sorts everything that is in view into the tiles. */
  void fill(SceneState state) {
    Arrays.fill(next, 0);
    visit(state, true);
    int sum = 0;
    for (int tile = 0; tile < screen.tiles; tile++) {
      start[tile] = sum;
      sum += next[tile];
      next[tile] = start[tile];
    }
    start[screen.tiles] = sum;
    if (records.length < sum) {
      records = new int[sum + sum / 4];
    }
    visit(state, false);
  }

  private void visit(SceneState state, boolean counting) {
    TriangleRecords triangles = state.records;
    for (int mesh = 0; mesh < state.scene.meshes; mesh++) {
      int from = state.scene.triangleStart[mesh];
      for (int i = from; i < from + state.shownCount[mesh]; i++) {
        visit(state.shownSpan[i], state.shown[i], counting);
      }
    }
    int end = triangles.pieceEnd();
    for (int piece = triangles.pieceStart(); piece < end; piece += TriangleRecords.STRIDE) {
      visit(span(screen, triangles.edges, piece), piece, counting);
    }
  }

  /**
   * The tiles that a record touches: first column, first row, last column, last row, a byte each
   * from the lowest on.
   */
  static int span(Screen screen, int[] edges, int record) {
    int columns = edges[record + TriangleRecords.COLUMNS];
    int rows = edges[record + TriangleRecords.ROWS];
    return Screen.firstTile(columns & 0xffff)
        | Screen.firstTile(rows & 0xffff) << 8
        | screen.lastTileX(columns >>> 16) << 16
        | screen.lastTileY(rows >>> 16) << 24;
  }

  private void visit(int span, int record, boolean counting) {
    int firstX = span & 0xff;
    int lastX = span >>> 16 & 0xff;
    int lastY = span >>> 24;
    for (int y = span >>> 8 & 0xff; y <= lastY; y++) {
      for (int tile = y * screen.tilesX + firstX; tile <= y * screen.tilesX + lastX; tile++) {
        int at = next[tile]++;
        if (!counting) {
          records[at] = record;
        }
      }
    }
  }
}

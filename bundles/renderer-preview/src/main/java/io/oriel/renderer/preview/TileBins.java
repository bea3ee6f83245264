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
    int meshes = state.scene.meshes;
    TriangleRecords records = state.records;
    for (int mesh = 0; mesh < meshes; mesh++) {
      int from = state.scene.triangleStart[mesh];
      for (int i = from; i < from + state.shownCount[mesh]; i++) {
        count(records.edges, state.shown[i]);
      }
    }
    for (int piece = records.pieceStart(); piece < records.pieceEnd();
        piece += TriangleRecords.STRIDE) {
      count(records.edges, piece);
    }
    sumUp();
    for (int mesh = 0; mesh < meshes; mesh++) {
      int from = state.scene.triangleStart[mesh];
      for (int i = from; i < from + state.shownCount[mesh]; i++) {
        put(records.edges, state.shown[i]);
      }
    }
    for (int piece = records.pieceStart(); piece < records.pieceEnd();
        piece += TriangleRecords.STRIDE) {
      put(records.edges, piece);
    }
  }

  private void sumUp() {
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
  }

  private void count(int[] edges, int record) {
    int columns = edges[record + TriangleRecords.COLUMNS];
    int rows = edges[record + TriangleRecords.ROWS];
    int firstX = (columns & 0xffff) >> Screen.TILE_SHIFT;
    int lastX = columns >>> 16 + Screen.TILE_SHIFT;
    int lastY = rows >>> 16 + Screen.TILE_SHIFT;
    for (int y = (rows & 0xffff) >> Screen.TILE_SHIFT; y <= lastY; y++) {
      int row = y * screen.tilesX;
      for (int x = firstX; x <= lastX; x++) {
        next[row + x]++;
      }
    }
  }

  private void put(int[] edges, int record) {
    int columns = edges[record + TriangleRecords.COLUMNS];
    int rows = edges[record + TriangleRecords.ROWS];
    int firstX = (columns & 0xffff) >> Screen.TILE_SHIFT;
    int lastX = columns >>> 16 + Screen.TILE_SHIFT;
    int lastY = rows >>> 16 + Screen.TILE_SHIFT;
    for (int y = (rows & 0xffff) >> Screen.TILE_SHIFT; y <= lastY; y++) {
      int row = y * screen.tilesX;
      for (int x = firstX; x <= lastX; x++) {
        records[next[row + x]++] = record;
      }
    }
  }
}

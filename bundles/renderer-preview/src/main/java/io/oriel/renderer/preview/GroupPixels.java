package io.oriel.renderer.preview;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Which outline group is seen at each pixel of the picture. A tile is looked at again only if what
 * is seen there or the group of a mesh has changed, one without any such mesh not at all. Used by a
 * render thread and, tile by tile, its crew.
 */
final class GroupPixels {
  private static final int LAST_GROUP = 255;

  private final Screen screen;

  /** Per tile: the version of its content that the pixels show; 0 if they show none. */
  private final int[] drawn;

  /** Per tile: no pixel is in a group. */
  private final boolean[] clear;

  /** Per tile: some mesh of a group may be seen in it. */
  private final boolean[] touched;

  /** Per tile: its pixels have changed since {@link #settle}. */
  private final boolean[] changed;

  /** Empty until there is a group. */
  private byte[] pixels = {};

  private PreviewStage stage;
  private Map<String, Integer> outlines = Map.of();
  private byte[] byPath = {};
  private boolean any;

  GroupPixels(Screen screen) {
    this.screen = screen;
    this.drawn = new int[screen.tiles];
    this.clear = new boolean[screen.tiles];
    this.touched = new boolean[screen.tiles];
    this.changed = new boolean[screen.tiles];
    Arrays.fill(clear, true);
  }

  /** True if some mesh is in a group. */
  boolean any() {
    return any;
  }

  /**
   * Takes over who is in which group; true if that is another for some mesh. Render thread.
   *
   * @param groups by path; one that is out of range is passed over
   */
  boolean assign(PreviewStage shown, Map<String, Integer> groups) {
    if (shown == stage && groups.equals(outlines)) {
      return false;
    }
    byte[] former = shown == stage ? byPath : new byte[shown.paths.count()];
    stage = shown;
    outlines = groups;
    byPath = new byte[shown.paths.count()];
    // In the order of the alphabet a path comes before those below it, so the nearest one wins.
    new TreeMap<>(groups).forEach(this::cover);
    any = false;
    boolean differs = false;
    for (int mesh = 0; mesh < shown.state.scene.meshes; mesh++) {
      int number = shown.paths.number(mesh);
      any |= byPath[number] != 0;
      if (byPath[number] != former[number]) {
        differs = true;
        forEachTile(mesh, tile -> drawn[tile] = 0);
      }
    }
    if (any && pixels.length == 0) {
      pixels = new byte[screen.width * screen.height];
    }
    return differs;
  }

  private void cover(String path, int group) {
    if (group > 0 && group <= LAST_GROUP) {
      stage.paths.cover(path, byPath, (byte) group);
    }
  }

  private void forEachTile(int mesh, IntConsumer action) {
    int[] rect = stage.state.tileRect;
    int at = mesh * 4;
    for (int y = rect[at + 1]; y <= rect[at + 3]; y++) {
      for (int x = rect[at]; x <= rect[at + 2]; x++) {
        action.accept(y * screen.tilesX + x);
      }
    }
  }

  /** Takes over where the meshes are. Render thread, after something moved or changed groups. */
  void locate() {
    Arrays.fill(touched, false);
    for (int mesh = 0; mesh < stage.state.scene.meshes; mesh++) {
      if (byPath[stage.paths.number(mesh)] != 0) {
        forEachTile(mesh, tile -> touched[tile] = true);
      }
    }
  }

  /** True if the pixels of a tile are right for this version of its content. */
  boolean isDrawn(int tile, int version) {
    return drawn[tile] == version || clear[tile] && !touched[tile];
  }

  /**
   * Takes over what is seen in a tile. Any number of threads, each with tiles of its own.
   *
   * @param ids those of the tile's buffers
   */
  void draw(int tile, int version, int[] ids) {
    drawn[tile] = version;
    int left = screen.left(tile);
    int top = screen.top(tile);
    int right = Math.min(left + Screen.STEP, screen.width);
    int bottom = Math.min(top + Screen.STEP, screen.height);
    Scene scene = stage.state.scene;
    int former = 0;
    byte group = 0;
    boolean differs = false;
    int all = 0;
    for (int y = top; y < bottom; y++) {
      int from = (y - screen.originY(tile)) * Screen.TILE - screen.originX(tile);
      for (int x = left; x < right; x++) {
        int id = ids[from + x];
        if (id != former) {
          former = id;
          group = id == 0 ? 0 : group(scene.mesh(TriangleRecords.triangle(id)));
        }
        int at = y * screen.width + x;
        differs |= pixels[at] != group;
        all |= group;
        pixels[at] = group;
      }
    }
    clear[tile] = all == 0;
    changed[tile] |= differs;
  }

  private byte group(int mesh) {
    return byPath[stage.paths.number(mesh)];
  }

  /** The group at a pixel of the picture, 0 for none. */
  int at(int x, int y) {
    return pixels[y * screen.width + x] & 0xff;
  }

  /** True if a tile and those round it are without groups. */
  boolean isClearAround(int tile) {
    return allAround(tile, clear, true);
  }

  /** True if the pixels of a tile or one round it have changed since {@link #settle}. */
  boolean hasChangedAround(int tile) {
    return !allAround(tile, changed, false);
  }

  private boolean allAround(int tile, boolean[] flags, boolean expected) {
    int column = tile % screen.tilesX;
    int lastColumn = Math.min(column + 1, screen.tilesX - 1);
    for (int row = tile - screen.tilesX; row <= tile + screen.tilesX; row += screen.tilesX) {
      int start = row - column;
      for (int x = Math.max(column - 1, 0);
          x <= lastColumn && row >= 0 && row < screen.tiles;
          x++) {
        if (flags[start + x] != expected) {
          return false;
        }
      }
    }
    return true;
  }

  /** What has changed was drawn. Render thread. */
  void settle() {
    Arrays.fill(changed, false);
  }
}

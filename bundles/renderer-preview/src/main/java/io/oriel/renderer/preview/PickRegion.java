package io.oriel.renderer.preview;

import io.oriel.api.render.PickHit;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of the picture that a query asks about, and the nearest pixel of each path in it. */
final class PickRegion {
  private final PickQuery query;
  private final Screen screen;
  private final PreviewStage stage;

  // The rectangle as far as it lies in the picture; the last are part of it.
  private final int firstColumn;
  private final int firstRow;
  private final int lastColumn;
  private final int lastRow;

  /** By number of the path; of a stage of many thousand paths few are in a rectangle. */
  private final Map<Integer, Nearest> nearest = new HashMap<>();

  PickRegion(PickQuery query, Screen screen, PreviewStage stage) {
    this.query = query;
    this.screen = screen;
    this.stage = stage;
    firstColumn = Math.max(query.x(), 0);
    firstRow = Math.max(query.y(), 0);
    lastColumn = (int) Math.min((long) query.x() + query.width(), screen.width) - 1;
    lastRow = (int) Math.min((long) query.y() + query.height(), screen.height) - 1;
  }

  /** True if the rectangle and a tile have pixels in common. */
  boolean touches(int tile) {
    int left = screen.left(tile);
    int top = screen.top(tile);
    return firstColumn <= lastColumn
        && firstRow <= lastRow
        && firstColumn < left + Screen.STEP
        && lastColumn >= left
        && firstRow < top + Screen.STEP
        && lastRow >= top;
  }

  /** Takes what is seen in a tile. Any thread; tiles may come in any order. */
  synchronized void add(int tile, TileBuffers seen) {
    int left = screen.left(tile);
    int top = screen.top(tile);
    int from = Math.max(firstColumn, left);
    int to = Math.min(lastColumn, left + Screen.STEP - 1);
    int last = Math.min(lastRow, top + Screen.STEP - 1);
    Scene scene = stage.state.scene;
    int former = 0;
    Nearest found = null;
    for (int y = Math.max(firstRow, top); y <= last; y++) {
      int at = (y - screen.originY(tile)) * Screen.TILE - screen.originX(tile);
      for (int x = from; x <= to; x++) {
        int id = seen.ids[at + x];
        if (id == 0) {
          continue;
        }
        if (id != former) {
          former = id;
          int number = stage.paths.number(scene.mesh(TriangleRecords.triangle(id)));
          found = nearest.computeIfAbsent(number, unseen -> new Nearest());
        }
        found.add(id, seen.depth[at + x], y * screen.width + x);
      }
    }
  }

  /** The answer, when all tiles that the region touches were added. */
  PickResult result() {
    record Found(double distance, PickHit hit) {}
    List<Found> found = new ArrayList<>();
    ExactTriangle triangle = new ExactTriangle();
    nearest.forEach((number, at) -> {
      triangle.place(stage.state, at.id);
      triangle.at(at.pixel % screen.width, at.pixel / screen.width);
      String path = stage.paths.path(number);
      PickHit hit = new PickHit(path, triangle.position(), triangle.facet());
      found.add(new Found(triangle.depth(), hit));
    });
    found.sort(
        Comparator.comparingDouble(Found::distance).thenComparing(one -> one.hit().primPath()));
    return new PickResult(
        query,
        found.isEmpty() ? PickResult.Outcome.MISS : PickResult.Outcome.HIT,
        found.stream().map(Found::hit).toList());
  }

  /** The nearest pixel of a path. */
  private static final class Nearest {
    private float depth = Float.NEGATIVE_INFINITY;
    private int pixel;
    private int id;

    /** Of pixels that are equally near the first one counts. */
    void add(int otherId, float otherDepth, int otherPixel) {
      if (otherDepth > depth || otherDepth == depth && otherPixel < pixel) {
        depth = otherDepth;
        pixel = otherPixel;
        id = otherId;
      }
    }
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import java.util.List;
import java.util.Set;

/**
 * Answers queries: draws the ids of the tiles that they touch, each once, beside the outputs. Used
 * by one render thread and its crew; costs nothing, not even memory, until the first query.
 */
final class PickJob {
  private final Screen screen;
  private final Visibility visibility;
  private final RasterCrew crew;
  private final RasterCrew.Job job = this::look;
  private TileBuffers[] buffers = {};

  // What the frame at hand shows.
  private Kernels kernels;
  private PreviewStage stage;
  private Set<String> unpickable = Set.of();

  // What the job at hand works on.
  private List<PickRegion> regions = List.of();

  /** By number of the path 1 if it is passed through; empty if none is. */
  private byte[] passed = {};

  PickJob(Screen screen, Visibility visibility, RasterCrew crew) {
    this.screen = screen;
    this.visibility = visibility;
    this.crew = crew;
  }

  /**
   * Tells which frame queries will be about. Render thread.
   *
   * @param through paths of prims that picks pass through
   */
  void begin(Kernels fastest, PreviewStage shown, Set<String> through) {
    kernels = fastest;
    stage = shown;
    unpickable = through;
  }

  /** Answers in the order of the queries. Render thread. */
  List<PickResult> answer(List<PickQuery> queries) {
    if (queries.isEmpty()) {
      return List.of();
    }
    if (buffers.length == 0) {
      buffers = TileBuffers.forEach(crew);
    }
    passed = unpickable.isEmpty() ? new byte[0] : new byte[stage.paths.count()];
    unpickable.forEach(path -> stage.paths.cover(path, passed, (byte) 1));
    regions = queries.stream().map(query -> new PickRegion(query, screen, stage)).toList();
    crew.run(job, screen.tiles);
    List<PickResult> results = regions.stream().map(PickRegion::result).toList();
    regions = List.of();
    return results;
  }

  private void look(int worker, int tile) {
    boolean drawn = false;
    for (PickRegion region : regions) {
      if (region.touches(tile)) {
        if (!drawn) {
          draw(tile, buffers[worker]);
          drawn = true;
        }
        region.add(tile, buffers[worker]);
      }
    }
  }

  private void draw(int tile, TileBuffers into) {
    if (passed.length == 0) {
      visibility.draw(kernels, stage.state, tile, into);
    } else {
      visibility.drawSome(kernels, stage.state, tile, this::isPickable, into);
    }
  }

  private boolean isPickable(int id) {
    int mesh = stage.state.scene.mesh(TriangleRecords.triangle(id));
    return passed[stage.paths.number(mesh)] == 0;
  }
}

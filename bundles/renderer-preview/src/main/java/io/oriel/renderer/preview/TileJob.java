package io.oriel.renderer.preview;

/** Brings an output up to date, tile by tile. Used by one render thread and its crew. */
final class TileJob {
  private final Screen screen;
  private final Visibility visibility;
  private final Lights lights;
  private final RasterCrew crew;
  private final TileBuffers[] buffers;
  private final RasterCrew.Job job = this::draw;

  // What the job at hand works on.
  private Kernels kernels;
  private SceneState state;
  private Output output;

  TileJob(Screen screen, Visibility visibility, Lights lights, RasterCrew crew) {
    this.screen = screen;
    this.visibility = visibility;
    this.lights = lights;
    this.crew = crew;
    this.buffers = TileBuffers.forEach(crew);
  }

  /** Draws what is out of date in {@code wanted}. Render thread. */
  void run(Kernels fastest, SceneState shown, Output wanted) {
    kernels = fastest;
    state = shown;
    output = wanted;
    for (TileBuffers buffer : buffers) {
      buffer.plains.forget();
      buffer.triangles.forget();
    }
    wanted.begin(shown);
    crew.run(job, screen.tiles);
    output.finish();
  }

  private void draw(int worker, int tile) {
    int version = visibility.version(tile);
    if (!output.isDrawn(tile, version)) {
      visibility.draw(kernels, state, tile, buffers[worker]);
      output.draw(kernels, state, lights, tile, version, buffers[worker]);
    }
  }
}

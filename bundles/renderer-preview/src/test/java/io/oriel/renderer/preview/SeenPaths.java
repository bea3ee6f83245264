package io.oriel.renderer.preview;

import io.oriel.api.render.Camera;
import io.oriel.api.stage.SceneSample;
import io.oriel.tck.FakeStage;

/** The path that each pixel shows, for tests. */
final class SeenPaths {
  private SeenPaths() {}

  /** The visibility buffer of the whole picture: a path a pixel, or null. */
  static String[] of(FakeStage stage, double time, Camera camera) throws Exception {
    Screen screen = new Screen(Studio.WIDTH, Studio.HEIGHT);
    SceneState state = new SceneState(new SceneBuilder(stage).build());
    GeometryPass pass = new GeometryPass(screen, state);
    Visibility visibility = new Visibility(screen);
    SceneSample sample = new SceneSample(stage);
    stage.sample(time, sample);
    pass.observe(sample);
    pass.update(new ScalarPointKernel(), new View(screen, camera), true, visibility);
    visibility.sort(state);
    String[] paths = new String[Studio.WIDTH * Studio.HEIGHT];
    TileBuffers tile = new TileBuffers();
    for (int t = 0; t < screen.tiles; t++) {
      visibility.draw(Kernels.scalar(), state, t, tile);
      for (int i = 0; i < Screen.TILE_PIXELS; i++) {
        int x = screen.originX(t) + i % Screen.TILE;
        int y = screen.originY(t) + i / Screen.TILE;
        if (x >= 0 && y >= 0 && x < Studio.WIDTH && y < Studio.HEIGHT && tile.ids[i] != 0) {
          paths[y * Studio.WIDTH + x] = path(stage, state.scene, tile.ids[i]);
        }
      }
    }
    return paths;
  }

  private static String path(FakeStage stage, Scene scene, int id) {
    int triangle = id / TriangleRecords.STRIDE - 1;
    int mesh = 0;
    while (triangle >= scene.triangleEnd[mesh]) {
      mesh++;
    }
    return stage.meshes().get(mesh).path();
  }
}

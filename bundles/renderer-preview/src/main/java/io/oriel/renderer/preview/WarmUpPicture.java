package io.oriel.renderer.preview;

import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import java.util.List;

/**
 * A small picture with something of everything that the kernels can do: curved and flat, one colour
 * and many, background. Used by one thread.
 */
final class WarmUpPicture implements AutoCloseable {
  private static final int RINGS = 12;
  private static final int SEGMENTS = 24;
  private static final double TURN = 0.02;

  private final Screen screen;
  private final SceneState state;
  private final GeometryPass pass;
  private final Visibility visibility;
  private final Lights lights = new Lights();
  private final ColorOutput output;
  private final TileJob tiles;
  private double angle;

  WarmUpPicture(int width, int height, RasterCrew crew) throws OrielException {
    screen = new Screen(width, height);
    StageGeometry geometry = new Balls();
    state = new SceneState(new SceneBuilder(geometry).build());
    pass = new GeometryPass(screen, state);
    visibility = new Visibility(screen);
    output = new ColorOutput(screen, new Backdrop(screen));
    tiles = new TileJob(screen, visibility, lights, crew);
    pass.observe(new SceneSample(geometry));
  }

  /** Draws it from somewhere else than before. */
  void draw(Kernels kernels) {
    angle += TURN;
    Vector3 up = new Vector3(0, 1, 0);
    Vector3 eye = new Vector3(Math.sin(angle) * 4, 1.5, Math.cos(angle) * 4);
    Camera camera = Camera.perspective(Matrix4.lookAt(eye, Vector3.ZERO, up), 0.8, 0.1, 100);
    View view = new View(screen, camera);
    lights.aim(view.axes(), up.x(), up.y(), up.z());
    visibility.invalidateAll();
    pass.update(kernels.points(), view, true, visibility);
    visibility.sort(state);
    tiles.run(kernels, state, output);
  }

  @Override
  public void close() {
    output.close();
  }

  /** Three balls: smooth, flat, and smooth with a colour a point. */
  private static final class Balls implements StageGeometry {
    private final float[] points = new float[(RINGS + 1) * SEGMENTS * 3];
    private final int[] indices = new int[RINGS * SEGMENTS * 6];
    private final List<MeshData> meshes;

    Balls() {
      fill();
      Primvar byPoint = new Primvar(Interpolation.POINT, points);
      meshes =
          List.of(
              MeshData.builder("/smooth", points, indices).normals(byPoint).build(),
              MeshData.builder("/flat", moved(1.5f), indices).build(),
              MeshData.builder("/coloured", moved(-1.5f), indices)
                  .normals(byPoint)
                  .colors(byPoint)
                  .doubleSided(true)
                  .build());
    }

    private void fill() {
      for (int ring = 0; ring <= RINGS; ring++) {
        double latitude = Math.PI * ring / RINGS;
        for (int segment = 0; segment < SEGMENTS; segment++) {
          double longitude = 2 * Math.PI * segment / SEGMENTS;
          int at = (ring * SEGMENTS + segment) * 3;
          points[at] = (float) (Math.sin(latitude) * Math.cos(longitude));
          points[at + 1] = (float) Math.cos(latitude);
          points[at + 2] = (float) (-Math.sin(latitude) * Math.sin(longitude));
        }
      }
      int at = 0;
      for (int quad = 0; quad < RINGS * SEGMENTS; quad++) {
        int next = quad % SEGMENTS == SEGMENTS - 1 ? quad + 1 - SEGMENTS : quad + 1;
        int[] corners = {quad, quad + SEGMENTS, next, next, quad + SEGMENTS, next + SEGMENTS};
        System.arraycopy(corners, 0, indices, at, corners.length);
        at += corners.length;
      }
    }

    private float[] moved(float x) {
      float[] copy = points.clone();
      for (int i = 0; i < copy.length; i += 3) {
        copy[i] += x;
      }
      return copy;
    }

    @Override
    public List<MeshData> meshes() {
      return meshes;
    }

    @Override
    public List<StageCamera> cameras() {
      return List.of();
    }

    @Override
    public void sample(double timeCode, SceneSample into) {}
  }
}

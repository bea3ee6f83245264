package io.oriel.renderer.preview;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.tck.FakeStage;
import java.util.Random;
import java.util.function.DoubleFunction;

/**
 * A stage with something of everything that exact outputs have to get right, and cameras for it.
 */
enum ExactStages {
  /** From above, everything in view. */
  PERSPECTIVE(Camera.perspective(look(new Vector3(3, 4, 9), Vector3.ZERO), 0.9, 0.1, 100)),
  /** From low above the floor, which reaches behind the camera and through the near plane. */
  LOW(Camera.perspective(look(new Vector3(-6, -0.6, 3), new Vector3(0, -0.4, 0)), 1.2, 0.5, 60)),
  /** From inside the double-sided ball. */
  INSIDE(Camera.perspective(look(new Vector3(2.6, 0.8, 0.3), Vector3.ZERO), 1.4, 0.01, 100)),
  ORTHOGRAPHIC(new Camera(look(new Vector3(-5, 6, 8), Vector3.ZERO), true, 9, 0.1, 100)),
  /** Far off, with a long lens: numbers lose digits. */
  FAR(Camera.perspective(look(new Vector3(3000, 2000, 4000), Vector3.ZERO), 0.0018, 10, 20_000));

  final Camera camera;

  ExactStages(Camera camera) {
    this.camera = camera;
  }

  private static Matrix4 look(Vector3 eye, Vector3 target) {
    return Matrix4.lookAt(eye, target, new Vector3(0.1, 1, 0.05));
  }

  static FakeStage stage() {
    Random random = new Random(7);
    MeshData sphere = Shapes.ball(10, 16).build();
    float[] normals = sphere.normals().orElseThrow().values();
    FakeStage stage = new FakeStage();
    // The floor, which varies from corner to corner, each corner one colour.
    float[] floor = {-300, -1.2f, 300, 300, -1.3f, 300, 300, -1.2f, -300, -300, -1.1f, -300};
    stage.with(
        MeshData.builder("/floor", floor, new int[] {0, 1, 2, 0, 2, 3})
            .colors(random(Interpolation.POINT, 4, random))
            .label("ground")
            .build());
    // Two instances that intersect.
    MeshData smooth =
        Shapes.ball(10, 16).colors(Shapes.color(0.7, 0.31, 0.05)).label("ball").build();
    stage.with(smooth, at(-1.5, 0, 0, 1, 1, 1));
    stage.with(smooth, at(-0.7, 0.5, 0.6, 0.8, 1.3, 0.7));
    // Flat, mirrored, a colour a triangle.
    stage.with(
        MeshData.builder("/mirrored", sphere.points(), sphere.indices())
            .colors(random(Interpolation.TRIANGLE, sphere.triangleCount(), random))
            .label("ball")
            .build(),
        at(0.6, 0.2, 2.6, -1.1, 0.9, 0.7));
    // Both sides, seen from within by one camera, without a label.
    stage.with(
        MeshData.builder("/hollow", sphere.points(), sphere.indices())
            .normals(new Primvar(Interpolation.POINT, normals))
            .colors(random(Interpolation.CORNER, sphere.triangleCount() * 3, random))
            .doubleSided(true)
            .build(),
        at(2.5, 0.7, 0.2, 1, 1.1, 0.9));
    // A tilted plane with its back to most cameras.
    stage.with(
        Shapes.rectangle(-2, -1, 2, 1, 0)
            .colors(Shapes.color(0.9, 0.9, 0.2))
            .doubleSided(true)
            .label("wall")
            .build(),
        time ->
            Matrix4.of(
                new double[] {-1, 0.1, 0.3, 0, 0.2, 0.9, 0.5, 0, 0.2, -0.5, -0.8, 0, 0, 1.2, -3, 1},
                0));
    return stage;
  }

  private static Primvar random(Interpolation kind, int count, Random random) {
    float[] values = new float[count * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new Primvar(kind, values);
  }

  /** Scaled along its axes, turned a little, then moved. */
  private static DoubleFunction<Matrix4> at(
      double x, double y, double z, double sx, double sy, double sz) {
    double c = Math.cos(0.4);
    double s = Math.sin(0.4);
    Matrix4 place =
        Matrix4.of(
            new double[] {sx * c, sx * s, 0, 0, -sy * s, sy * c, 0, 0, 0, 0, sz, 0, x, y, z, 1}, 0);
    return time -> place;
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.Texture;
import io.oriel.tck.FakeStage;
import java.util.Random;

/** Stages and cameras from a seed. */
final class RandomStages {
  private RandomStages() {}

  /** Looks at the origin from between 3 and 15 units away. */
  static Camera camera(Random random) {
    Vector3 eye =
        new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
            .normalized()
            .times(3 + random.nextInt(12));
    return Camera.perspective(
        Matrix4.lookAt(eye, Vector3.ZERO, new Vector3(0.1, 1, 0.05)), 1, 0.05, 100);
  }

  /** A dozen balls of every interpolation, some of them moving, round the origin. */
  static FakeStage sound(Random random) {
    FakeStage stage = new FakeStage();
    Interpolation[] kinds = Interpolation.values();
    for (int i = 0; i < 12; i++) {
      MeshData.Builder ball = Shapes.ball(3 + random.nextInt(10), 3 + random.nextInt(16));
      MeshData shape = ball.build();
      ball.colors(primvar(kinds[random.nextInt(kinds.length)], shape, random));
      if (random.nextBoolean()) {
        ball.normals(primvar(kinds[random.nextInt(kinds.length)], shape, random));
      }
      double[] m = new double[16];
      for (int k = 0; k < 3; k++) {
        m[k * 5] = 0.3 + random.nextDouble() * 2;
        m[12 + k] = random.nextGaussian() * 3;
      }
      m[1] = random.nextGaussian() * 0.3;
      m[15] = 1;
      boolean moves = i % 3 == 0;
      stage.with(
          Shapes.named(
              "/set" + i % 3 + "/ball" + i, ball.doubleSided(random.nextBoolean()).build()),
          time -> {
            double[] now = m.clone();
            now[12] += moves ? Math.sin(time) : 0;
            return Matrix4.of(now, 0);
          });
    }
    return stage;
  }

  private static Primvar primvar(Interpolation kind, MeshData mesh, Random random) {
    int count =
        switch (kind) {
          case CONSTANT -> 1;
          case TRIANGLE -> mesh.triangleCount();
          case POINT -> mesh.pointCount();
          case CORNER -> mesh.triangleCount() * 3;
        };
    float[] values = new float[count * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new Primvar(kind, values);
  }

  /** Meshes with everything wrong that a mesh can have wrong. */
  static FakeStage broken(Random random) {
    FakeStage stage = new FakeStage();
    for (int i = 0; i < 10; i++) {
      float[] points = new float[random.nextInt(60)];
      for (int k = 0; k < points.length; k++) {
        points[k] = number(random);
      }
      int[] indices = new int[random.nextInt(100)];
      for (int k = 0; k < indices.length; k++) {
        indices[k] = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(20);
      }
      MeshData.Builder mesh = MeshData.builder("/broken" + i, points, indices);
      if (random.nextBoolean()) {
        mesh.normals(values(random));
      }
      if (random.nextBoolean()) {
        mesh.colors(values(random));
      }
      if (random.nextBoolean()) {
        mesh.texture(
            new Texture(
                3,
                1,
                new int[] {random.nextInt(), random.nextInt(), random.nextInt()},
                Texture.Wrap.values()[random.nextInt(4)],
                Texture.Wrap.values()[random.nextInt(4)]),
            coordinates(points.length / 3, random));
      }
      double[] m = new double[16];
      for (int k = 0; k < 16; k++) {
        m[k] = random.nextInt(3) == 0 ? number(random) : k % 5 == 0 ? 1 : 0;
      }
      stage.with(mesh.doubleSided(random.nextBoolean()).build(), time -> Matrix4.of(m, 0));
    }
    return stage;
  }

  private static Primvar coordinates(int points, Random random) {
    float[] values = new float[points * 2];
    for (int k = 0; k < values.length; k++) {
      values[k] = number(random);
    }
    return new Primvar(Interpolation.POINT, values);
  }

  private static Primvar values(Random random) {
    Interpolation[] kinds = Interpolation.values();
    float[] values = new float[random.nextInt(70)];
    for (int k = 0; k < values.length; k++) {
      values[k] = number(random);
    }
    return new Primvar(kinds[random.nextInt(kinds.length)], values);
  }

  private static float number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Float.NaN;
      case 1 -> Float.POSITIVE_INFINITY;
      case 2 -> Float.NEGATIVE_INFINITY;
      case 3 -> Float.MAX_VALUE;
      case 4 -> Float.MIN_VALUE;
      case 5 -> 0;
      default -> (float) random.nextGaussian() * 3;
    };
  }
}

package ${package};

import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import java.util.List;

/**
 * A stage that is ready to be drawn. All that a frame needs is here, so that it allocates little.
 */
final class ${name}Scene {
  static final ${name}Scene EMPTY =
      new ${name}Scene(
          new StageGeometry() {
            @Override
            public List<MeshData> meshes() {
              return List.of();
            }

            @Override
            public List<StageCamera> cameras() {
              return List.of();
            }

            @Override
            public void sample(double timeCode, SceneSample into) {
              // There is nothing.
            }
          });

  private final StageGeometry geometry;
  private final SceneSample sample;
  private final int[] colors;
  private final double[] points;
  private final double[] meshToCamera = new double[16];

  ${name}Scene(StageGeometry geometry) {
    List<MeshData> meshes = geometry.meshes();
    this.geometry = geometry;
    this.sample = new SceneSample(geometry);
    this.colors = meshes.stream().mapToInt(${name}Scene::color).toArray();
    this.points = new double[meshes.stream().mapToInt(MeshData::pointCount).max().orElse(0) * 3];
  }

  /** The first colour of a mesh; what is linear becomes sRGB, by the usual power. */
  private static int color(MeshData mesh) {
    float[] linear = mesh.colors().values();
    int color = 0xff000000;
    for (int channel = 0; channel < 3 && channel < linear.length; channel++) {
      double value = Math.pow(Math.clamp(linear[channel], 0f, 1f), 1 / 2.2);
      color |= (int) Math.round(255 * value) << 8 * channel;
    }
    return color;
  }

  /** Draws everything where it is at that time. */
  void draw(${name}Picture picture, ${name}Lens lens, double timeCode) {
    geometry.sample(timeCode, sample);
    List<MeshData> meshes = geometry.meshes();
    for (int mesh = 0; mesh < meshes.size(); mesh++) {
      if (sample.visible()[mesh]) {
        place(sample.points()[mesh], mesh, lens.worldToCamera());
        edges(meshes.get(mesh).indices(), picture, lens, colors[mesh]);
      }
    }
  }

  /** Brings the points of a mesh into the camera's space. */
  private void place(float[] local, int mesh, double[] worldToCamera) {
    double[] m = meshToCamera;
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += sample.transforms()[mesh * 16 + row * 4 + k] * worldToCamera[k * 4 + column];
        }
        m[row * 4 + column] = sum;
      }
    }
    for (int i = 0; i + 2 < local.length; i += 3) {
      for (int axis = 0; axis < 3; axis++) {
        points[i + axis] =
            local[i] * m[axis]
                + local[i + 1] * m[4 + axis]
                + local[i + 2] * m[8 + axis]
                + m[12 + axis];
      }
    }
  }

  private void edges(int[] indices, ${name}Picture picture, ${name}Lens lens, int color) {
    for (int i = 0; i + 2 < indices.length; i += 3) {
      lens.line(picture, points, indices[i], indices[i + 1], color);
      lens.line(picture, points, indices[i + 1], indices[i + 2], color);
      lens.line(picture, points, indices[i + 2], indices[i], color);
    }
  }
}

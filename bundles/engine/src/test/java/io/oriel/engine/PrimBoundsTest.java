package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds of prims, on three triangles that stand apart and move with time. */
class PrimBoundsTest {
  private final StageGeometry geometry = new Triangles();

  @Test
  void theBoxHoldsThePrimAndThoseBelow() {
    assertThat(of(0, "/World/Table/Leg")).isEqualTo(box(0, 1));
    assertThat(of(0, "/World/Table")).isEqualTo(box(0, 11));
    assertThat(of(0, "/")).isEqualTo(box(0, 11));
    assertThat(of(0, "/World/Table/Leg", "/World/Table/Top")).isEqualTo(box(0, 11));
  }

  @Test
  void aNameThatOnlyBeginsAlikeIsAnotherPrim() {
    assertThat(of(0, "/World/Tab")).isEqualTo(Bounds.EMPTY);
  }

  @Test
  void whatIsHiddenTakesNoRoom() {
    assertThat(of(0, "/World/Hidden")).isEqualTo(Bounds.EMPTY);
  }

  @Test
  void whatMovesTakesTheRoomWhereItIs() {
    assertThat(of(5, "/World/Table/Leg")).isEqualTo(box(5, 6));
  }

  private Bounds of(double time, String... paths) {
    return PrimBounds.of(geometry, time, List.of(paths));
  }

  private static Bounds box(double left, double right) {
    return new Bounds(new Vector3(left, 0, 0), new Vector3(right, 1, 0));
  }

  private static final class Triangles implements StageGeometry {
    private static final List<String> PATHS =
        List.of("/World/Table/Leg", "/World/Table/Top", "/World/Hidden");
    private static final float[] POINTS = {0, 0, 0, 1, 0, 0, 0, 1, 0};

    @Override
    public List<MeshData> meshes() {
      return PATHS.stream()
          .map(path -> MeshData.builder(path, POINTS, new int[] {0, 1, 2}).build())
          .toList();
    }

    @Override
    public List<StageCamera> cameras() {
      return List.of();
    }

    @Override
    public void sample(double timeCode, SceneSample into) {
      for (int mesh = 0; mesh < PATHS.size(); mesh++) {
        Matrix4.translation(new Vector3(mesh * 10 + timeCode, 0, 0))
            .copyTo(into.transforms(), mesh * 16);
        into.visible()[mesh] = mesh < 2;
      }
    }
  }
}

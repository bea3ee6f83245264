package io.oriel.renderer.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stage.MeshData;
import io.oriel.tck.FakeStage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
  private static final int SIZE = 130;
  private static final Screen SCREEN = new Screen(SIZE, SIZE);

  /** Triangles given by their corners in subpixels, each set up on its own. */
  private static final class Drawing {
    final SceneState state;
    final TriangleStage stage;
    final TileBins bins = new TileBins(SCREEN);

    Drawing(int[][] corners, Random depths) throws Exception {
      float[] points = new float[corners.length * 9];
      int[] indices = new int[corners.length * 3];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = i;
      }
      MeshData mesh = MeshData.builder("/m", points, indices).doubleSided(true).build();
      state = new SceneState(new SceneBuilder(new FakeStage().with(mesh)).build());
      for (int i = 0; i < indices.length; i++) {
        state.projected.x[i] = corners[i / 3][i % 3 * 2];
        state.projected.y[i] = corners[i / 3][i % 3 * 2 + 1];
        state.projected.depth[i] = depths.nextFloat();
        state.projected.inverseW[i] = 1;
      }
      stage = new TriangleStage(SCREEN, state);
      stage.setUp(0, new float[16], false);
      bins.fill(state);
    }

    /** Ids and depths of all tiles, one after another, as far as they lie in the picture. */
    int[] draw(CoverageKernel kernel) {
      int[] all = new int[SIZE * SIZE * 2];
      TileBuffers tile = new TileBuffers();
      for (int t = 0; t < SCREEN.tiles; t++) {
        kernel.draw(
            SCREEN, t, state.records.edges, bins.records, bins.start[t], bins.start[t + 1], tile);
        for (int i = 0; i < Screen.TILE_PIXELS; i++) {
          int x = SCREEN.originX(t) + i % Screen.TILE;
          int y = SCREEN.originY(t) + i / Screen.TILE;
          if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) {
            all[(y * SIZE + x) * 2] = tile.ids[i];
            all[(y * SIZE + x) * 2 + 1] = Float.floatToRawIntBits(tile.depth[i]);
          }
        }
      }
      return all;
    }
  }

  private static int[][] randomTriangles(Random random, int count) {
    int[][] corners = new int[count][6];
    for (int[] triangle : corners) {
      // From a pixel to far beyond the picture.
      int reach = 1 << 6 + random.nextInt(15);
      int x = random.nextInt(SIZE * 256);
      int y = random.nextInt(SIZE * 256);
      for (int k = 0; k < 6; k += 2) {
        triangle[k] = clamp(x + random.nextInt(2 * reach) - reach);
        triangle[k + 1] = clamp(y + random.nextInt(2 * reach) - reach);
      }
      if (random.nextInt(4) == 0) {
        // On pixel centres, where the rule for shared edges decides.
        for (int k = 0; k < 6; k++) {
          triangle[k] = triangle[k] / 256 * 256 + 128;
        }
      }
    }
    return corners;
  }

  private static int clamp(int position) {
    return Math.clamp(position, -(int) PointKernel.GUARD, (int) PointKernel.GUARD);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void vectorsGiveTheBitsOfTheReference(long seed) throws Exception {
    for (int round = 0; round < 5; round++) {
      Random random = new Random(seed * 1000 + round);
      Drawing drawing = new Drawing(randomTriangles(random, 60), random);
      assertThat(drawing.draw(new VectorCoverageKernel()))
          .as("seed %d round %d", seed, round)
          .isEqualTo(drawing.draw(new ScalarCoverageKernel()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void coversExactlyTheCentresInside(long seed) throws Exception {
    Random random = new Random(seed);
    for (int[] corners : randomTriangles(random, 40)) {
      int[] drawn = new Drawing(new int[][] {corners}, random).draw(new ScalarCoverageKernel());
      for (int i = 0; i < SIZE * SIZE; i++) {
        assertThat(drawn[i * 2] != 0)
            .as("seed %d, pixel %d,%d", seed, i % SIZE, i / SIZE)
            .isEqualTo(inside(corners, i % SIZE * 256 + 128, i / SIZE * 256 + 128));
      }
    }
  }

  /** By definition: inside all edges, or on one that is left or top. */
  private static boolean inside(int[] c, long px, long py) {
    long area = cross(c[0], c[1], c[2], c[3], c[4], c[5]);
    if (area == 0) {
      return false;
    }
    int[] order = area > 0 ? new int[] {0, 2, 4} : new int[] {0, 4, 2};
    for (int k = 0; k < 3; k++) {
      int a = order[k];
      int b = order[(k + 1) % 3];
      long side = cross(c[a], c[a + 1], c[b], c[b + 1], px, py);
      boolean left = c[b + 1] < c[a + 1];
      boolean top = c[b + 1] == c[a + 1] && c[b] > c[a];
      if (side < 0 || side == 0 && !left && !top) {
        return false;
      }
    }
    return true;
  }

  private static long cross(long ax, long ay, long bx, long by, long px, long py) {
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
  }

  /** A sheet of triangles with common edges: each pixel belongs to one of them and no more. */
  @ParameterizedTest
  @ValueSource(longs = {8, 9, 10})
  void sharedEdgesNeitherLeakNorOverlap(long seed) throws Exception {
    Random random = new Random(seed);
    int cells = 6;
    int[] x = new int[(cells + 1) * (cells + 1)];
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      int column = i % (cells + 1);
      int row = i / (cells + 1);
      boolean rim = column == 0 || row == 0 || column == cells || row == cells;
      int step = (SIZE + 10) * 256 / cells;
      // Less than a quarter of a cell, so that the sheet does not fold.
      int range = rim ? 1 : step * 2 / 5;
      x[i] = snap(column * step - 5 * 256 + random.nextInt(range) - range / 2, seed);
      y[i] = snap(row * step - 5 * 256 + random.nextInt(range) - range / 2, seed);
    }
    int[] hits = new int[SIZE * SIZE];
    for (int cell = 0; cell < cells * cells; cell++) {
      int a = cell / cells * (cells + 1) + cell % cells;
      int b = a + cells + 1;
      count(new int[] {x[a], y[a], x[b], y[b], x[a + 1], y[a + 1]}, hits);
      count(new int[] {x[a + 1], y[a + 1], x[b], y[b], x[b + 1], y[b + 1]}, hits);
    }
    assertThat(hits).as("seed %d", seed).containsOnly(1);
  }

  private static int snap(int position, long seed) {
    return seed % 2 == 0 ? position / 256 * 256 + 128 : position;
  }

  private static void count(int[] corners, int[] hits) throws Exception {
    int[] drawn =
        new Drawing(new int[][] {corners}, new Random(1)).draw(new VectorCoverageKernel());
    for (int i = 0; i < hits.length; i++) {
      hits[i] += drawn[i * 2] != 0 ? 1 : 0;
    }
  }

  @Test
  void theNearerTriangleWinsWhicheverComesFirst() throws Exception {
    int[] corners = {0, 0, 0, SIZE * 512, SIZE * 512, 0};
    for (int nearer = 0; nearer < 2; nearer++) {
      Drawing drawing = new Drawing(new int[][] {corners, corners}, new Random(1));
      for (int i = 0; i < 6; i++) {
        drawing.state.projected.depth[i] = i / 3 == nearer ? 0.7f : 0.2f;
      }
      drawing.stage.setUp(0, new float[16], false);
      int id = (nearer + 1) * TriangleRecords.STRIDE;
      assertThat(drawing.draw(new ScalarCoverageKernel())[(40 * SIZE + 40) * 2]).isEqualTo(id);
    }
  }
}

package io.oriel.renderer.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.geometry.Vector3;
import io.oriel.renderer.preview.SeenSurfaces.Hit;
import io.oriel.tck.FakeStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every output against rays shot through the centres of pixels by the test itself. */
class ExactnessTest {
  private static final double RELATIVE = 1e-4;

  /** Positions are rounded to 1/256 pixel; an edge nearer than this may show either side. */
  private static final double EDGE = 1.0 / 64;

  private static final int STRIDE = 4;
  private static final int ENOUGH = 300;

  /** A pixel that is no silhouette, and what is seen there. */
  private record Sample(int x, int y, Optional<Hit> hit) {}

  private final List<Sample> samples = new ArrayList<>();

  private void choose(SeenSurfaces rays) {
    for (int y = 1; y < Studio.HEIGHT - 1; y += STRIDE) {
      for (int x = 1; x < Studio.WIDTH - 1; x += STRIDE) {
        Optional<Hit> hit = rays.at(x + 0.5, y + 0.5);
        if (isInner(rays, x, y, hit)) {
          samples.add(new Sample(x, y, hit));
        }
      }
    }
    long seen = samples.stream().filter(sample -> sample.hit.isPresent()).count();
    assertThat(seen).as("pixels that show something").isGreaterThan(ENOUGH);
  }

  /** True if the pixels beside show the same mesh and the triangle goes on beyond the centre. */
  private static boolean isInner(SeenSurfaces rays, int x, int y, Optional<Hit> hit) {
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        Optional<Hit> beside = rays.at(x + 0.5 + dx, y + 0.5 + dy);
        Optional<Hit> close = rays.at(x + 0.5 + dx * EDGE, y + 0.5 + dy * EDGE);
        if (!beside.map(Hit::mesh).equals(hit.map(Hit::mesh))
            || close.isPresent() != hit.isPresent()
            || close.isPresent() && !close.get().sameTriangle(hit.get())) {
          return false;
        }
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource
  void everyOutputHoldsWhatARayFinds(ExactStages view) throws Exception {
    FakeStage stage = ExactStages.stage();
    SeenSurfaces rays = new SeenSurfaces(stage, view.camera, Studio.WIDTH, Studio.HEIGHT);
    choose(rays);
    OutputFormats exact =
        new OutputFormats(ElementType.F32, ElementType.F32, ElementType.F32, false);
    try (Studio studio = new Studio(exact);
        Studio standard = new Studio()) {
      studio.look(view.camera).show(stage);
      standard.look(view.camera).show(stage);
      Pixels depth = studio.pixels(Aovs.DEPTH);
      Pixels toPlane = studio.pixels(Aovs.DISTANCE_TO_IMAGE_PLANE);
      Pixels toCamera = studio.pixels(Aovs.DISTANCE_TO_CAMERA);
      Pixels normal = studio.pixels(Aovs.NORMAL);
      Pixels instance = studio.pixels(Aovs.INSTANCE_SEGMENTATION);
      Pixels semantic = studio.pixels(Aovs.SEMANTIC_SEGMENTATION);
      Pixels albedo = studio.pixels(Aovs.DIFFUSE_ALBEDO);
      Pixels hdr = studio.pixels(Aovs.HDR_COLOR);
      Pixels albedo8 = standard.pixels(Aovs.DIFFUSE_ALBEDO);
      Pixels hdr16 = standard.pixels(Aovs.HDR_COLOR);
      int[] semanticIds = {2, 1, 1, 1, 0, 3};
      for (Sample sample : samples) {
        int x = sample.x;
        int y = sample.y;
        if (sample.hit.isEmpty()) {
          assertNothing(x, y, depth, toPlane, toCamera, normal, instance, semantic, albedo);
          continue;
        }
        Hit hit = sample.hit.get();
        String where = "%s %d,%d %s".formatted(view, x, y, hit);
        assertClose(depth.at(x, y), hit.depth(), where);
        assertClose(toPlane.at(x, y), hit.depth(), where);
        assertClose(toCamera.at(x, y), hit.distance(), where);
        Vector3 n = rays.normal(hit);
        assertThat(normal.at(x, y, 0)).as(where).isCloseTo(n.x(), within(RELATIVE));
        assertThat(normal.at(x, y, 1)).as(where).isCloseTo(n.y(), within(RELATIVE));
        assertThat(normal.at(x, y, 2)).as(where).isCloseTo(n.z(), within(RELATIVE));
        assertThat(normal.at(x, y, 3)).as(where).isZero();
        assertThat(instance.at(x, y)).as(where).isEqualTo(hit.mesh() + 1);
        assertThat(semantic.at(x, y)).as(where).isEqualTo(semanticIds[hit.mesh()]);
        for (int k = 0; k < 3; k++) {
          double color = rays.albedo(hit)[k];
          double radiance = rays.radiance(hit)[k];
          assertClose(albedo.at(x, y, k), color, where);
          assertClose(hdr.at(x, y, k), radiance, where);
          assertThat(albedo8.at(x, y, k)).as(where).isCloseTo(color * 255, within(0.51));
          // A half has 11 bits.
          double half = radiance / 2048 + RELATIVE * radiance;
          assertThat(hdr16.at(x, y, k)).as(where).isCloseTo(radiance, within(half));
        }
        assertThat(albedo.at(x, y, 3)).isEqualTo(1);
        assertThat(hdr.at(x, y, 3)).isEqualTo(1);
      }
      assertThat(instance.parameters())
          .isEqualTo(
              Map.of(
                  Aovs.ID_TO_PATH,
                  Map.of(
                      1,
                      "/floor",
                      2,
                      "/ball",
                      3,
                      "/ball",
                      4,
                      "/mirrored",
                      5,
                      "/hollow",
                      6,
                      "/rectangle")));
      assertThat(semantic.parameters())
          .isEqualTo(Map.of(Aovs.ID_TO_LABEL, Map.of(1, "ball", 2, "ground", 3, "wall")));
    }
  }

  private static void assertClose(double actual, double expected, String where) {
    assertThat(actual).as(where).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
  }

  private static void assertNothing(
      int x,
      int y,
      Pixels depth,
      Pixels toPlane,
      Pixels toCamera,
      Pixels normal,
      Pixels instance,
      Pixels semantic,
      Pixels albedo) {
    assertThat(depth.at(x, y)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(toPlane.at(x, y)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(toCamera.at(x, y)).isEqualTo(Double.POSITIVE_INFINITY);
    for (int k = 0; k < 4; k++) {
      assertThat(normal.at(x, y, k)).isZero();
      assertThat(albedo.at(x, y, k)).isZero();
    }
    assertThat(instance.at(x, y)).isZero();
    assertThat(semantic.at(x, y)).isZero();
  }
}

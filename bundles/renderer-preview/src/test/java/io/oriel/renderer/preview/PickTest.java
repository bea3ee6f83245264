package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.Shapes.named;
import static io.oriel.renderer.preview.Shapes.rectangle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickHit;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PickResult.Outcome;
import io.oriel.api.stage.MeshData;
import io.oriel.tck.FakeStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickTest {
  private static final int WIDTH = Studio.WIDTH;
  private static final int HEIGHT = Studio.HEIGHT;
  private static final double TIME = 2;

  private static PickQuery pixel(int x, int y) {
    return new PickQuery(x, y, 1, 1, 0);
  }

  private static FakeStage twoPanels() {
    return new FakeStage()
        .with(named("/back/panel", rectangle(0, 0, 200, 150, -50).build()))
        .with(named("/front", rectangle(50, 50, 100, 100, 0).build()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPointPicksWhatIsSeenThere(long seed) throws Exception {
    Random random = new Random(seed);
    FakeStage stage = RandomStages.sound(random);
    Camera camera = RandomStages.camera(random);
    RayCaster rays = new RayCaster(stage, TIME, camera, WIDTH, HEIGHT);
    String[] seen = SeenPaths.of(stage, TIME, camera);
    PickQuery[] queries = new PickQuery[10_000];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = pixel(random.nextInt(WIDTH), random.nextInt(HEIGHT));
    }
    int cast = 0;
    try (Studio studio = new Studio(Kernels.vector(), 1)) {
      studio.look(camera).show(stage);
      List<PickResult> results = studio.picks(TIME, queries);
      assertThat(results).extracting(PickResult::query).containsExactly(queries);
      for (PickResult result : results) {
        int x = result.query().x();
        int y = result.query().y();
        Optional<PickHit> hit = result.hits().stream().findFirst();
        assertThat(result.hits()).hasSizeLessThan(2);
        assertThat(result.outcome()).isEqualTo(hit.isPresent() ? Outcome.HIT : Outcome.MISS);
        assertThat(hit.map(PickHit::primPath).orElse(null))
            .as("seed %d, pixel %d, %d", seed, x, y)
            .isEqualTo(seen[y * WIDTH + x]);
        if (hit.isPresent()) {
          assertThat(rays.offSurface(hit.get().primPath(), hit.get().position()))
              .isLessThan(1e-6 * rays.distance(hit.get().position()));
          assertThat(hit.get().normal().length()).isCloseTo(1, within(1e-9));
        }
        if (cast < 1_000) {
          cast += compare(rays, x + 0.5, y + 0.5, hit) ? 1 : 0;
        }
      }
      assertThat(cast).as("points away from edges").isEqualTo(1_000);
    }
  }

  /** False if the place is too near to an edge for rays and fixed point to agree. */
  private static boolean compare(RayCaster rays, double x, double y, Optional<PickHit> hit) {
    Optional<RayCaster.Hit> expected = rays.look(x, y);
    double margin = 0.02;
    Optional<Integer> triangle = expected.map(RayCaster.Hit::triangle);
    for (int corner = 0; corner < 4; corner++) {
      double dx = corner % 2 == 0 ? -margin : margin;
      double dy = corner / 2 == 0 ? -margin : margin;
      if (!rays.look(x + dx, y + dy).map(RayCaster.Hit::triangle).equals(triangle)) {
        return false;
      }
    }
    assertThat(hit.map(PickHit::primPath)).isEqualTo(expected.map(RayCaster.Hit::path));
    if (hit.isPresent()) {
      RayCaster.Hit ray = expected.orElseThrow();
      assertThat(hit.get().position().minus(ray.position()).length())
          .isLessThan(1e-9 * ray.distance());
      assertThat(hit.get().normal().minus(ray.normal()).length()).isLessThan(1e-9);
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aRectanglePicksAllThatIsSeenInIt(long seed) throws Exception {
    Random random = new Random(seed);
    FakeStage stage = RandomStages.sound(random);
    Camera camera = RandomStages.camera(random);
    RayCaster rays = new RayCaster(stage, TIME, camera, WIDTH, HEIGHT);
    String[] seen = SeenPaths.of(stage, TIME, camera);
    PickQuery[] queries = new PickQuery[60];
    for (int i = 0; i < queries.length; i++) {
      queries[i] =
          new PickQuery(
              random.nextInt(2 * WIDTH) - WIDTH / 2,
              random.nextInt(2 * HEIGHT) - HEIGHT / 2,
              1 + random.nextInt(WIDTH),
              1 + random.nextInt(HEIGHT),
              0);
    }
    try (Studio studio = new Studio(Kernels.scalar(), 1)) {
      studio.look(camera).show(stage);
      for (PickResult result : studio.picks(TIME, queries)) {
        List<PickHit> hits = result.hits();
        assertThat(hits)
            .as("seed %d, %s", seed, result.query())
            .extracting(PickHit::primPath)
            .containsExactlyInAnyOrderElementsOf(paths(seen, result.query()));
        assertThat(hits.stream().map(hit -> rays.distance(hit.position())).toList())
            .isSortedAccordingTo(Comparator.naturalOrder());
      }
    }
  }

  private static Set<String> paths(String[] seen, PickQuery query) {
    Set<String> paths = new TreeSet<>();
    for (int i = 0; i < seen.length; i++) {
      int x = i % WIDTH - query.x();
      int y = i / WIDTH - query.y();
      if (seen[i] != null && x >= 0 && y >= 0 && x < query.width() && y < query.height()) {
        paths.add(seen[i]);
      }
    }
    return paths;
  }

  @Test
  void theNearestPixelOfAPrimIsItsPlace() throws Exception {
    // A roof whose ridge is nearest to the camera.
    float[] points = {50, 50, 0, 100, 50, 20, 100, 100, 20, 50, 100, 0, 150, 50, 0, 150, 100, 0};
    int[] indices = {0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2};
    FakeStage stage = new FakeStage().with(MeshData.builder("/roof", points, indices).build());
    try (Studio studio = new Studio()) {
      studio.show(stage);
      PickHit hit = studio.picks(0, new PickQuery(0, 0, 95, 150, 0)).getFirst().hits().getFirst();
      assertThat(hit.position().x()).isEqualTo(94.5);
      assertThat(hit.position().z()).isCloseTo(44.5 * 0.4, within(1e-9));
      assertThat(hit.normal().x()).isCloseTo(-20 / Math.hypot(20, 50), within(1e-9));
      assertThat(hit.normal().z()).isCloseTo(50 / Math.hypot(20, 50), within(1e-9));
    }
  }

  @Test
  void picksPassThroughWhatIsUnpickable() throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(twoPanels());
      assertThat(pathAt(studio)).contains("/front");
      studio.with(view -> view.unpickable(Set.of("/front")));
      assertThat(pathAt(studio)).contains("/back/panel");
      studio.with(view -> view.unpickable(Set.of("/fro", "/front/below", "/absent", "")));
      assertThat(pathAt(studio)).contains("/front");
      studio.with(view -> view.unpickable(Set.of("/front", "/back")));
      assertThat(pathAt(studio)).as("a path covers what is below it").isEmpty();
      studio.with(view -> view.unpickable(Set.of("/")));
      assertThat(pathAt(studio)).isEmpty();
      studio.with(view -> view.unpickable(Set.of()));
      assertThat(pathAt(studio)).contains("/front");
    }
  }

  private static Optional<String> pathAt(Studio studio) {
    return studio.picks(0, pixel(70, 70)).getFirst().hits().stream()
        .map(PickHit::primPath)
        .findFirst();
  }

  @Test
  void meshesOfOnePathGiveOneHit() throws Exception {
    FakeStage stage =
        new FakeStage()
            .with(named("/a", rectangle(0, 0, 50, 50, -5).build()))
            .with(named("/b", rectangle(60, 0, 90, 50, -3).build()))
            .with(named("/a", rectangle(100, 0, 150, 50, -1).build()));
    try (Studio studio = new Studio()) {
      studio.show(stage);
      List<PickHit> hits = studio.picks(0, new PickQuery(0, 0, 200, 150, 0)).getFirst().hits();
      assertThat(hits).extracting(PickHit::primPath).containsExactly("/a", "/b");
      assertThat(hits.getFirst().position().z()).isEqualTo(-1);
    }
  }

  @Test
  void outsideThePictureThereIsNothing() throws Exception {
    int far = Integer.MAX_VALUE;
    try (Studio studio = new Studio()) {
      studio.show(twoPanels());
      assertThat(
              studio.picks(
                  0,
                  pixel(-1, 0),
                  pixel(0, -1),
                  pixel(WIDTH, 0),
                  pixel(0, HEIGHT),
                  new PickQuery(-far, -far, 10, 10, 0),
                  new PickQuery(far, far, far, far, 0),
                  new PickQuery(-10, 20, 10, 10, 0)))
          .extracting(PickResult::outcome)
          .containsOnly(Outcome.MISS);
      assertThat(
              studio.picks(
                  0,
                  new PickQuery(-10, -10, 11, 11, 0),
                  new PickQuery(WIDTH - 1, HEIGHT - 1, far, far, 0),
                  new PickQuery(Integer.MIN_VALUE, 0, far, far, 0),
                  new PickQuery(-1, -1, far, far, 0)))
          .extracting(PickResult::outcome)
          .containsExactly(Outcome.HIT, Outcome.HIT, Outcome.MISS, Outcome.HIT);
    }
  }

  @Test
  void anEmptyStageIsMissed() throws Exception {
    try (Studio studio = new Studio()) {
      assertThat(studio.picks(0, new PickQuery(0, 0, 200, 150, 0)).getFirst().outcome())
          .isEqualTo(Outcome.MISS);
      studio.show(new FakeStage());
      assertThat(studio.picks(0, pixel(3, 3)).getFirst().outcome()).isEqualTo(Outcome.MISS);
    }
  }

  /** Where the near plane cuts triangles, their points are no place on the screen. */
  @Test
  void aCameraInsideGeometryPicksItsInside() throws Exception {
    FakeStage stage =
        new FakeStage().with(named("/hall", Shapes.ball(8, 8).doubleSided(true).build()));
    Camera camera =
        Camera.perspective(Matrix4.translation(new Vector3(0.1, 0.2, 0.3)), 2.4, 0.5, 10);
    RayCaster rays = new RayCaster(stage, 0, camera, WIDTH, HEIGHT);
    int hits = 0;
    try (Studio studio = new Studio()) {
      studio.look(camera).show(stage);
      List<PickQuery> queries = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        queries.add(pixel(i * 37 % WIDTH, i * 101 % HEIGHT));
      }
      for (PickResult result : studio.picks(0, queries.toArray(PickQuery[]::new))) {
        double x = result.query().x() + 0.5;
        double y = result.query().y() + 0.5;
        hits += compare(rays, x, y, result.hits().stream().findFirst()) ? 1 : 0;
      }
    }
    assertThat(hits).isGreaterThan(900);
  }

  @Test
  void aStepInWhichNothingChangedAnswersToo() throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(twoPanels());
      studio.picture();
      assertThat(studio.step(0).unchanged()).isTrue();
      assertThat(pathAt(studio)).contains("/front");
      studio.show(new FakeStage());
      assertThat(pathAt(studio)).as("nobody mapped the new stage").isEmpty();
    }
  }

  @Test
  void onlyTilesThatAQueryTouchesAreDrawn() throws Exception {
    AtomicInteger tiles = new AtomicInteger();
    Kernels plain = Kernels.scalar();
    CoverageKernel counting =
        (screen, tile, edges, records, from, to, into) -> {
          tiles.incrementAndGet();
          plain.coverage().draw(screen, tile, edges, records, from, to, into);
        };
    Kernels kernels =
        new Kernels(
            "counting", plain.points(), counting, plain.surface(), plain.light(), plain.contrast());
    try (Studio studio = new Studio(kernels, 0)) {
      studio.show(twoPanels());
      studio.picks(0);
      assertThat(tiles).as("no queries").hasValue(0);
      studio.picks(0, pixel(3, 3), pixel(8, 8), new PickQuery(0, 0, Screen.STEP, 2, 0));
      assertThat(tiles).as("three queries about one tile").hasValue(1);
      studio.picks(0, new PickQuery(Screen.STEP - 1, Screen.STEP - 1, 2, 2, 0));
      assertThat(tiles).as("where four tiles meet").hasValue(5);
      int[] before = studio.picture();
      studio.picks(0, new PickQuery(0, 0, WIDTH, HEIGHT, 0));
      assertThat(studio.picture()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void brokenMeshesArePickedWithoutHarm(long seed) throws Exception {
    Random random = new Random(seed);
    try (Studio studio = new Studio()) {
      studio.look(RandomStages.camera(random)).show(RandomStages.broken(random));
      PickResult result = studio.picks(0, new PickQuery(0, 0, WIDTH, HEIGHT, 0)).getFirst();
      assertThat(result.outcome()).isIn(Outcome.HIT, Outcome.MISS);
      assertThat(result.hits()).extracting(PickHit::primPath).doesNotHaveDuplicates();
    }
  }
}

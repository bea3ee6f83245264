package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.Shapes.color;
import static io.oriel.renderer.preview.Shapes.named;
import static io.oriel.renderer.preview.Shapes.rectangle;
import static io.oriel.renderer.preview.Studio.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.render.Camera;
import io.oriel.api.render.OutlineStyle;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.Rgba;
import io.oriel.tck.FakeStage;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {
  private static final int WIDTH = Studio.WIDTH;
  private static final int HEIGHT = Studio.HEIGHT;
  private static final int RED = 0xff0000ff;
  private static final int GREEN = 0xff00ff00;
  private static final int BLUE = 0xffff0000;
  private static final Map<Integer, OutlineStyle> STYLES =
      Map.of(
          1, new OutlineStyle(new Rgba(1, 0, 0, 1), new Rgba(0, 0, 1, 1)),
          2, new OutlineStyle(new Rgba(0, 1, 0, 1), new Rgba(0, 0, 0, 0.5f)),
          255, new OutlineStyle(new Rgba(0, 0, 1, 0.25f), new Rgba(1, 1, 1, 0.1f)));

  /** White on the background; columns 50 to 99 and rows 50 to 99 of the picture. */
  private static FakeStage square() {
    return new FakeStage()
        .with(named("/world/a", rectangle(50, 50, 100, 100, 0).colors(color(1, 1, 1)).build()));
  }

  private static Studio studio(FakeStage stage, Map<String, Integer> outlines) throws Exception {
    Studio studio = new Studio(Kernels.scalar(), 1);
    studio.with(view -> view.outlines(outlines).outlineStyles(STYLES)).show(stage);
    return studio;
  }

  private static int[] plain(FakeStage stage) throws Exception {
    try (Studio studio = studio(stage, Map.of())) {
      return studio.picture();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15})
  void theLineIsAsWideAsItIsSet(int width) throws Exception {
    FakeStage stage = square().setting("outlineWidth", Integer.toString(width));
    int[] plain = plain(stage);
    try (Studio studio = studio(stage, Map.of("/world/a", 1))) {
      int[] picture = studio.picture();
      for (int i = 0; i < picture.length; i++) {
        int dx = Math.max(Math.max(50 - i % WIDTH, i % WIDTH - 99), 0);
        int dy = Math.max(Math.max(50 - i / WIDTH, i / WIDTH - 99), 0);
        boolean inside = dx == 0 && dy == 0;
        boolean line = !inside && Math.hypot(dx, dy) <= width + 0.5 && width > 0;
        assertThat(picture[i]).as("%d, %d", i % WIDTH, i / WIDTH).isEqualTo(line ? RED : plain[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "16", "two", "''", "2.0", "02"})
  void aSettingThatIsNotAllowedIsPassedOver(String width) throws Exception {
    FakeStage stage =
        square().setting("outlineWidth", width).setting("outlineFillMode", "fillTheGroup");
    try (Studio studio = studio(stage, Map.of("/world", 1))) {
      int[] picture = studio.picture();
      assertThat(at(picture, 48, 75)).isEqualTo(RED);
      assertThat(at(picture, 47, 75)).isNotEqualTo(RED);
      assertThat(at(picture, 75, 75)).isEqualTo(0xffffffff);
    }
  }

  @Test
  void whereGroupsMeetTheLowerOneIsDrawnRound() throws Exception {
    FakeStage stage =
        square().with(named("/b", rectangle(100, 50, 150, 100, 0).colors(color(1, 1, 1)).build()));
    for (int swap = 0; swap < 2; swap++) {
      try (Studio studio = studio(stage, Map.of("/world/a", 1 + swap, "/b", 2 - swap))) {
        int[] picture = studio.picture();
        int onA = swap == 0 ? 0xffffffff : RED;
        int onB = swap == 0 ? RED : 0xffffffff;
        assertThat(at(picture, 98, 75)).isEqualTo(onA);
        assertThat(at(picture, 99, 75)).isEqualTo(onA);
        assertThat(at(picture, 100, 75)).isEqualTo(onB);
        assertThat(at(picture, 101, 75)).isEqualTo(onB);
        assertThat(at(picture, 97, 75)).isEqualTo(0xffffffff);
        assertThat(at(picture, 102, 75)).isEqualTo(0xffffffff);
        assertThat(at(picture, 49, 75)).isEqualTo(swap == 0 ? RED : GREEN);
        assertThat(at(picture, 150, 75)).isEqualTo(swap == 0 ? GREEN : RED);
      }
    }
  }

  @Test
  void onlyThePartThatIsSeenIsOutlined() throws Exception {
    FakeStage stage =
        square()
            .with(named("/front", rectangle(80, 40, 120, 120, 5).colors(color(1, 1, 1)).build()));
    try (Studio studio = studio(stage, Map.of("/world/a", 1))) {
      int[] picture = studio.picture();
      assertThat(at(picture, 79, 75)).isEqualTo(0xffffffff);
      assertThat(at(picture, 80, 75)).as("on what hides the rest").isEqualTo(RED);
      assertThat(at(picture, 81, 75)).isEqualTo(RED);
      assertThat(at(picture, 82, 75)).isEqualTo(0xffffffff);
      assertThat(at(picture, 100, 75)).isEqualTo(0xffffffff);
    }
  }

  @Test
  void thePicturesBorderIsNoSilhouette() throws Exception {
    FakeStage stage =
        new FakeStage()
            .with(named("/a", rectangle(-20, -20, 60, 60, 0).colors(color(1, 1, 1)).build()));
    try (Studio studio = studio(stage, Map.of("/a", 1))) {
      int[] picture = studio.picture();
      assertThat(at(picture, 0, HEIGHT - 1)).isEqualTo(0xffffffff);
      assertThat(at(picture, 59, HEIGHT - 1)).isEqualTo(0xffffffff);
      assertThat(at(picture, 61, HEIGHT - 1)).isEqualTo(RED);
      assertThat(at(picture, 0, HEIGHT - 61)).isEqualTo(RED);
    }
  }

  @Test
  void theNearestPathDecidesTheGroup() throws Exception {
    FakeStage stage = square().with(named("/world/b", rectangle(120, 50, 150, 100, 0).build()));
    try (Studio studio = studio(stage, Map.of("/", 3, "/world", 2, "/world/a", 1))) {
      int[] picture = studio.picture();
      assertThat(at(picture, 49, 75)).isEqualTo(RED);
      assertThat(at(picture, 151, 75)).isEqualTo(GREEN);
    }
  }

  @Test
  void groupsAndPathsThatDoNotExistAreIgnored() throws Exception {
    int[] plain = plain(square());
    Map<String, Integer> wrong =
        Map.of("/world/a", 256, "/world", 0, "/", -1, "/worl", 1, "/world/a/x", 1, "", 1);
    try (Studio studio = studio(square(), wrong)) {
      assertThat(studio.picture()).isEqualTo(plain);
    }
  }

  @Test
  void aGroupIsFilledWhereTheStageIsLoadedSo() throws Exception {
    FakeStage stage = square().setting("outlineFillMode", "groupFill").setting("outlineWidth", "0");
    try (Studio studio = studio(stage, Map.of("/world/a", 1))) {
      int[] picture = studio.picture();
      assertThat(at(picture, 75, 75)).isEqualTo(BLUE);
      assertThat(at(picture, 50, 50)).isEqualTo(BLUE);
      assertThat(at(picture, 49, 75)).isEqualTo(at(plain(stage), 49, 75));
      studio.with(view -> view.outlines(Map.of("/world/a", 2)));
      assertThat(at(studio.picture(), 75, 75)).as("half of black on white").isEqualTo(0xff7f7f7f);
    }
  }

  @Test
  void aColourIsSeenInTheNextFrame() throws Exception {
    try (Studio studio = studio(square(), Map.of("/world/a", 1))) {
      assertThat(at(studio.picture(), 49, 75)).isEqualTo(RED);
      OutlineStyle green = new OutlineStyle(new Rgba(0, 1, 0, 1), new Rgba(0, 0, 0, 0));
      studio.with(view -> view.outlineStyles(Map.of(1, green)));
      assertThat(studio.step(0).unchanged()).isFalse();
      assertThat(studio.step(0).unchanged()).isTrue();
      assertThat(at(studio.picture(), 49, 75)).isEqualTo(GREEN);
      studio.with(view -> view.outlineStyles(Map.of()));
      assertThat(at(studio.picture(), 49, 75)).as("orange").isEqualTo(0xff0099ff);
    }
  }

  @Test
  void aWidthIsSeenWhenTheStageIsLoadedAgain() throws Exception {
    FakeStage stage = square();
    try (Studio studio = studio(stage, Map.of("/world/a", 1))) {
      int[] thin = studio.picture();
      PreparedStage wide = studio.renderer.prepare(stage.setting("outlineWidth", "9"));
      assertThat(studio.picture()).isEqualTo(thin);
      wide.commit();
      assertThat(at(studio.picture(), 41, 75)).isEqualTo(RED);
      assertThat(at(studio.picture(), 40, 75)).isNotEqualTo(RED);
      studio.show(stage.setting("outlineWidth", "2"));
      assertThat(studio.picture()).isEqualTo(thin);
    }
  }

  @Test
  void withoutOutlinesThePictureIsWhatItWas() throws Exception {
    FakeStage stage = RandomStages.sound(new Random(7));
    try (Studio studio = new Studio(Kernels.scalar(), 1)) {
      studio.look(RandomStages.camera(new Random(8))).show(stage);
      int[] before = studio.picture();
      studio.with(view -> view.outlines(Map.of("/set1", 1)));
      assertThat(studio.step(0).unchanged()).isFalse();
      assertThat(studio.picture()).isNotEqualTo(before);
      studio.with(view -> view.outlines(Map.of()));
      assertThat(studio.step(0).unchanged()).isFalse();
      assertThat(studio.picture()).isEqualTo(before);
      assertThat(studio.step(0).unchanged()).isTrue();
    }
  }

  /** Moving meshes, a moving camera and changing groups, drawn in parts, against the definition. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyFrameIsWhatTheDefinitionSays(long seed) throws Exception {
    Random random = new Random(seed);
    int width = new int[] {1, 2, 15}[random.nextInt(3)];
    boolean fill = random.nextBoolean();
    FakeStage stage =
        RandomStages.sound(random)
            .setting("outlineWidth", Integer.toString(width))
            .setting("outlineFillMode", fill ? "groupFill" : "edgeOnly");
    Camera camera = RandomStages.camera(random);
    Map<String, Integer> outlines = Map.of();
    try (Studio studio = new Studio(Kernels.scalar(), 1);
        Studio plain = new Studio()) {
      studio.with(view -> view.outlineStyles(STYLES)).show(stage);
      plain.show(stage);
      for (int frame = 0; frame < (width == 15 ? 4 : 8); frame++) {
        camera = random.nextInt(4) == 0 ? RandomStages.camera(random) : camera;
        outlines = random.nextInt(3) == 0 ? outlines : groups(random);
        Map<String, Integer> groups = outlines;
        double time = random.nextBoolean() ? frame : 0;
        studio.look(camera).with(view -> view.outlines(groups));
        if (random.nextInt(4) == 0) {
          studio.step(time).close();
        }
        int[] expected = plain.look(camera).picture(time);
        outline(expected, SeenPaths.of(stage, time, camera), outlines, width, fill);
        assertThat(studio.picture(time)).as("seed %d frame %d", seed, frame).isEqualTo(expected);
      }
    }
  }

  private static Map<String, Integer> groups(Random random) {
    Integer[] numbers = {1, 2, 255, 0, 300};
    return switch (random.nextInt(4)) {
      case 0 -> Map.of();
      case 1 -> Map.of("/set0/ball" + 3 * random.nextInt(4), 1);
      case 2 -> Map.of("/set1", 1, "/set2", 2, "/set2/ball5", 255);
      default ->
          Map.of(
              "/",
              numbers[random.nextInt(5)],
              "/set" + random.nextInt(3),
              numbers[random.nextInt(5)],
              "/absent",
              2);
    };
  }

  private static void outline(
      int[] picture, String[] seen, Map<String, Integer> outlines, int width, boolean fill) {
    int[] groups = new int[seen.length];
    for (int i = 0; i < seen.length; i++) {
      groups[i] = seen[i] == null ? 0 : group(seen[i], outlines);
    }
    for (int i = 0; i < picture.length; i++) {
      int line = 256;
      for (int dy = -width; dy <= width; dy++) {
        for (int dx = -width; dx <= width; dx++) {
          int x = i % WIDTH + dx;
          int y = i / WIDTH + dy;
          boolean near = dx * dx + dy * dy <= (width + 0.5) * (width + 0.5);
          if (near && x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT && groups[y * WIDTH + x] > 0) {
            line = Math.min(line, groups[y * WIDTH + x]);
          }
        }
      }
      int group = groups[i];
      if (fill && group > 0) {
        picture[i] = over(STYLES.get(group).fill(), picture[i]);
      }
      if (line < (group == 0 ? 256 : group)) {
        picture[i] = over(STYLES.get(line).outline(), picture[i]);
      }
    }
  }

  private static int group(String path, Map<String, Integer> outlines) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      int group = outlines.getOrDefault(at, 0);
      if (group > 0 && group < 256) {
        return group;
      }
    }
    int root = outlines.getOrDefault("/", 0);
    return root > 0 && root < 256 ? root : 0;
  }

  private static int over(Rgba color, int pixel) {
    float[] channels = {color.red(), color.green(), color.blue()};
    int mixed = 0xff000000;
    for (int k = 0; k < 3; k++) {
      int from = pixel >> 8 * k & 0xff;
      int share = Math.round(color.alpha() * 255);
      mixed |=
          (int) Math.round((from * (255 - share) + channels[k] * 255 * share) / 255.0) << 8 * k;
    }
    return mixed;
  }

  @Test
  void anOutlineOnAStillPictureDrawsOnlyItsTilesAndThemOnce() throws Exception {
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
    FakeStage stage =
        new FakeStage()
            .with(named("/floor", rectangle(0, 0, 200, 150, -5).build()))
            .with(named("/a", rectangle(70, 90, 100, 140, 0).build()));
    try (Studio studio = new Studio(kernels, 0)) {
      studio.show(stage);
      studio.picture();
      tiles.set(0);
      studio.with(view -> view.outlines(Map.of("/a", 1))).picture();
      assertThat(tiles).as("one tile holds the prim").hasValue(1);
      studio.picture();
      studio.with(view -> view.outlineStyles(STYLES)).picture();
      studio.with(view -> view.outlines(Map.of())).picture();
      assertThat(tiles).as("nothing moved").hasValue(1);
    }
  }
}

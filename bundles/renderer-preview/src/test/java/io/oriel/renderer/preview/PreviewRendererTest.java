package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.Shapes.color;
import static io.oriel.renderer.preview.Shapes.rectangle;
import static io.oriel.renderer.preview.Studio.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.tck.FakeStage;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewRendererTest {
  private static FakeStage movingSquare() {
    return new FakeStage()
        .with(rectangle(0, 0, 200, 60, -50).colors(color(0.2, 0.4, 0.1)).build())
        .with(
            rectangle(10, 70, 40, 110, 0).colors(color(1, 0.2, 0.1)).build(),
            time -> Matrix4.translation(new Vector3(time, 0, 0)));
  }

  @Test
  void aStepInWhichNothingChangedSaysSo() throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(movingSquare());
      assertThat(studio.step(1).unchanged()).isFalse();
      assertThat(studio.step(1).unchanged()).isTrue();
      assertThat(studio.step(2).unchanged()).isFalse();
      assertThat(studio.step(2).unchanged()).isTrue();
      studio.look(Camera.perspective(Matrix4.IDENTITY, 1, 0.1, 10));
      assertThat(studio.step(2).unchanged()).isFalse();
      assertThat(studio.step(2).unchanged()).isTrue();
      studio.look(Camera.perspective(Matrix4.of(identity(), 0), 1, 0.1, 10));
      assertThat(studio.step(2).unchanged()).as("an equal camera").isTrue();
      assertThat(studio.counters.get(PreviewCounter.STEPS)).isEqualTo(3);
      assertThat(studio.counters.get(PreviewCounter.STEPS_UNCHANGED)).isEqualTo(4);
    }
  }

  private static double[] identity() {
    double[] m = new double[16];
    Matrix4.IDENTITY.copyTo(m, 0);
    return m;
  }

  @Test
  void timeThatMovesNothingChangesNothing() throws Exception {
    FakeStage still = new FakeStage().with(rectangle(10, 10, 50, 50, 0).build());
    try (Studio studio = new Studio()) {
      studio.show(still);
      studio.step(1);
      assertThat(studio.step(2).unchanged()).isTrue();
      assertThat(studio.step(2).unchanged()).isTrue();
      assertThat(still.samples()).as("the same time is not sampled again").isEqualTo(2);
    }
  }

  @Test
  void aFrameThatNobodyMappedIsDrawnWithTheNext() throws Exception {
    try (Studio studio = new Studio();
        Studio fresh = new Studio()) {
      studio.show(movingSquare());
      fresh.show(movingSquare());
      studio.picture(0);
      studio.step(30).close();
      assertThat(studio.step(30).unchanged()).isTrue();
      assertThat(studio.picture(30)).isEqualTo(fresh.picture(30));
    }
  }

  /** Only tiles in which something moved are drawn again: it must not show. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aPictureDrawnInPartsEqualsOneDrawnWhole(long seed) throws Exception {
    Random random = new Random(seed);
    FakeStage stage = RandomStages.sound(random);
    Camera camera = RandomStages.camera(random);
    try (Studio studio = new Studio()) {
      studio.look(camera).show(stage);
      for (int frame = 0; frame < 6; frame++) {
        int[] inParts = studio.picture(frame);
        try (Studio fresh = new Studio()) {
          fresh.look(camera).show(stage);
          assertThat(inParts).as("seed %d frame %d", seed, frame).isEqualTo(fresh.picture(frame));
        }
      }
    }
  }

  @Test
  void aMeshThatStandsStillIsNotProjectedAgain() throws Exception {
    Screen screen = new Screen(Studio.WIDTH, Studio.HEIGHT);
    FakeStage stage = movingSquare();
    PreviewStage prepared =
        new PreviewStage(
            screen,
            new SceneBuilder(stage).build(),
            stage,
            Studio.PIXELS,
            new Vector3(0, 1, 0),
            OutlineSettings.of(Map.of()));
    Visibility visibility = new Visibility(screen);
    View view = new View(screen, Studio.PIXELS);
    PointKernel kernel = new ScalarPointKernel();
    prepared.moveTo(0);
    prepared.pass.update(kernel, view, true, visibility);
    Projected projected = prepared.state.projected;
    int still = prepared.state.scene.pointStart[0];
    int moving = prepared.state.scene.pointStart[1];
    projected.x[still] = 4711;
    projected.x[moving] = 4711;
    prepared.moveTo(5);
    prepared.pass.update(kernel, view, false, visibility);
    assertThat(projected.x[still]).isEqualTo(4711);
    assertThat(projected.x[moving]).isEqualTo(15 * Screen.SUBPIXELS);
  }

  @Test
  void aMeshOutsideThePictureIsLeftOut() throws Exception {
    Screen screen = new Screen(Studio.WIDTH, Studio.HEIGHT);
    FakeStage stage =
        new FakeStage()
            .with(rectangle(10, 10, 60, 60, 0).build())
            .with(rectangle(-60, 10, -10, 60, 0).build())
            .with(rectangle(210, 10, 260, 60, 0).build())
            .with(rectangle(10, 160, 60, 190, 0).build())
            .with(rectangle(10, 10, 60, 60, 500).build())
            .with(rectangle(10, 10, 60, 60, -5000).build());
    SceneState state = new SceneState(new SceneBuilder(stage).build());
    GeometryPass pass = new GeometryPass(screen, state);
    pass.observe(new SceneSample(stage));
    pass.update(
        new ScalarPointKernel(), new View(screen, Studio.PIXELS), true, new Visibility(screen));
    assertThat(state.shownCount).containsExactly(2, 0, 0, 0, 0, 0);
  }

  @Test
  void anotherStageTakesOverWhenItIsCommitted() throws Exception {
    FakeStage red =
        new FakeStage().with(rectangle(0, 0, 200, 150, 0).colors(color(1, 0, 0)).build());
    FakeStage blue =
        new FakeStage().with(rectangle(0, 0, 200, 150, 0).colors(color(0, 0, 1)).build());
    try (Studio studio = new Studio()) {
      int[] empty = studio.picture();
      PreparedStage first = studio.show(red);
      assertThat(at(studio.picture(), 100, 75)).isEqualTo(0xff0000ff);
      PreparedStage second = studio.renderer.prepare(blue);
      assertThat(at(studio.picture(), 100, 75)).as("only prepared").isEqualTo(0xff0000ff);
      second.commit();
      first.close();
      assertThat(at(studio.picture(), 100, 75)).isEqualTo(0xffff0000);
      second.close();
      assertThat(studio.picture()).isEqualTo(empty);
    }
  }

  @Test
  void theFirstCameraOfTheStageIsUsedUntilAViewerChooses() throws Exception {
    StageCamera camera =
        new StageCamera(
            "/camera",
            Matrix4.translation(new Vector3(100, 75, 100)),
            true,
            50,
            2000,
            1500,
            1,
            1000);
    FakeStage stage = new FakeStage().with(rectangle(20, 20, 180, 130, 0).build()).with(camera);
    try (Studio studio = new Studio()) {
      studio.lookAsTheStageWants().show(stage);
      int[] picture = studio.picture();
      studio.look(Studio.PIXELS);
      assertThat(studio.step(0).unchanged()).as("200 x 150 units, as the pixels").isTrue();
      assertThat(studio.picture()).isEqualTo(picture);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void brokenMeshesNeverStopThePicture(long seed) throws Exception {
    Random random = new Random(seed);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.vector())) {
      try (Studio studio = new Studio(kernels, 1)) {
        studio.look(RandomStages.camera(random)).show(RandomStages.broken(random));
        assertThat(studio.picture(0)).hasSize(Studio.WIDTH * Studio.HEIGHT);
        studio.look(RandomStages.camera(random));
        studio.picture(1);
        assertThat(studio.counters.get(PreviewCounter.TRIANGLES_DROPPED)).isPositive();
      }
    }
  }

  @Test
  void whatIsDroppedIsCounted() throws Exception {
    float[] points = {0, 0, 0, 1, 0, 0, 0, 1, 0, Float.NaN, 0, 0};
    int[] indices = {0, 1, 2, 0, 1, 9, 0, 1, 3, 0, 0, 1, 2};
    FakeStage stage =
        new FakeStage()
            .with(
                MeshData.builder("/m", points, indices)
                    .normals(new Primvar(Interpolation.POINT, new float[5]))
                    .build());
    try (Studio studio = new Studio()) {
      studio.show(stage);
      assertThat(studio.counters.get(PreviewCounter.TRIANGLES_DROPPED))
          .as("no such point, no number, no area, half a triangle")
          .isEqualTo(4);
      assertThat(studio.counters.get(PreviewCounter.PRIMVARS_IGNORED)).isEqualTo(1);
    }
  }

  @Test
  void aCameraThatCannotBeLookedThroughIsReplacedAndCounted() throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(movingSquare());
      double[] flat = new double[16];
      studio.look(Camera.perspective(Matrix4.of(flat, 0), 1, 0.1, 10)).picture();
      flat[0] = Double.NaN;
      studio.look(Camera.perspective(Matrix4.of(flat, 0), 1, 0.1, 10)).picture();
      assertThat(studio.counters.get(PreviewCounter.CAMERAS_REPLACED)).isEqualTo(2);
    }
  }

  @Test
  void itSaysWhatItCanDo() throws Exception {
    try (Studio studio = new Studio();
        RenderedFrame frame = studio.step(0)) {
      assertThat(studio.renderer.capabilities().aovs())
          .containsExactly(
              Aovs.LDR_COLOR,
              Aovs.HDR_COLOR,
              Aovs.DEPTH,
              Aovs.DISTANCE_TO_IMAGE_PLANE,
              Aovs.DISTANCE_TO_CAMERA,
              Aovs.NORMAL,
              Aovs.INSTANCE_SEGMENTATION,
              Aovs.SEMANTIC_SEGMENTATION,
              Aovs.DIFFUSE_ALBEDO);
      assertThat(studio.renderer.capabilities().picks()).isTrue();
      assertThat(studio.renderer.capabilities().outlines()).isTrue();
      assertThat(studio.renderer.capabilities().settings())
          .allMatch(setting -> setting.applies() == RenderSetting.Applies.RELOAD_REQUIRED)
          .extracting(RenderSetting::key)
          .containsExactly("outlineWidth", "outlineFillMode");
      AovLayout layout = frame.layout(Aovs.LDR_COLOR).orElseThrow();
      assertThat(layout.image().type()).isEqualTo(ElementType.U8);
      assertThat(layout.image().channels()).isEqualTo(4);
      assertThat(layout.image().pitchBytes()).isGreaterThanOrEqualTo(Studio.WIDTH * 4);
      assertThat(((HostTensor) frame.map(Aovs.LDR_COLOR).image()).layout())
          .isEqualTo(layout.image());
      assertThat(frame.layout("MotionVectors")).isEmpty();
      assertThat(
              catchThrowableOfType(OrielException.class, () -> frame.map("MotionVectors")).code())
          .isEqualTo(ErrorCode.AOV_UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 8193})
  void aSizeThatCannotBeDrawnIsRefused(int width) {
    OrielException e =
        catchThrowableOfType(
            OrielException.class,
            () ->
                new PreviewRendererProvider(OutputFormats.DEFAULT)
                    .open(new RenderTarget("s", width, 100, 60)));
    assertThat(e.code()).isEqualTo(ErrorCode.RENDERER_UNAVAILABLE);
    assertThat(e).hasMessageContaining(width + "x100");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 61, 62, 63, 64, 65, 124, 125})
  void everySizeIsDrawnToTheLastPixel(int side) throws Exception {
    FakeStage stage =
        new FakeStage().with(rectangle(-1000, -1000, 1000, 1000, 0).colors(color(1, 1, 1)).build());
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.vector())) {
      try (Studio studio = new Studio(kernels, 0, side, side)) {
        studio.show(stage);
        assertThat(studio.picture()).hasSize(side * side).containsOnly(0xffffffff);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LdrColor", "HdrColor", "NormalSD", "InstanceSegmentationSD"})
  void aStepAllocatesNextToNothing(String aov) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Studio studio = new Studio()) {
      Matrix4[] places = new Matrix4[8];
      for (int i = 0; i < places.length; i++) {
        places[i] = Matrix4.translation(new Vector3(i * 0.1, 0, 0));
      }
      FakeStage moving = new FakeStage();
      RandomStages.sound(new Random(1))
          .meshes()
          .forEach(mesh -> moving.with(mesh, time -> places[(int) time % places.length]));
      studio.look(RandomStages.camera(new Random(2))).show(moving);
      for (int i = 0; i < 30; i++) {
        studio.step(i).map(aov);
      }
      int frames = 50;
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < frames; i++) {
        studio.step(i).map(aov);
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / frames;
      assertThat(each).as("bytes a frame").isLessThan(512);
    }
  }

  @Test
  void afterTheLastRendererIsClosedNoThreadIsLeft() throws Exception {
    PreviewRendererProvider provider = new PreviewRendererProvider(OutputFormats.DEFAULT);
    Renderer first = provider.open(new RenderTarget("a", 320, 200, 60));
    Renderer second = provider.open(new RenderTarget("b", 320, 200, 60));
    assertThat(provider.counters())
        .extracting(reading -> reading.labels().get("stream"))
        .contains("a", "b");
    first.close();
    second.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("oriel-raster"));
    assertThat(provider.counters()).isEmpty();
  }
}

package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.Shapes.color;
import static io.oriel.renderer.preview.Shapes.rectangle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.tck.FakeStage;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How outputs are laid out, when they are drawn, and what they make of bad input. */
class SurfaceOutputTest {
  private static final List<String> ALL =
      List.of(
          Aovs.LDR_COLOR,
          Aovs.HDR_COLOR,
          Aovs.DEPTH,
          Aovs.DISTANCE_TO_IMAGE_PLANE,
          Aovs.DISTANCE_TO_CAMERA,
          Aovs.NORMAL,
          Aovs.INSTANCE_SEGMENTATION,
          Aovs.SEMANTIC_SEGMENTATION,
          Aovs.DIFFUSE_ALBEDO);

  private static final OutputFormats PACKED =
      new OutputFormats(ElementType.F32, ElementType.F32, ElementType.U32, false);
  private static final OutputFormats SEVERAL =
      new OutputFormats(ElementType.F32, ElementType.U8, ElementType.F32, true);

  @Test
  void layoutsAreThoseOfTheConfiguration() throws Exception {
    try (Studio studio = new Studio();
        Studio packed = new Studio(PACKED)) {
      RenderedFrame frame = studio.step(0);
      assertThat(shapes(frame))
          .containsExactly(
              "LdrColor U8x4",
              "HdrColor F16x4",
              "DepthSD F32x1",
              "DistanceToImagePlaneSD F32x1",
              "DistanceToCameraSD F32x1",
              "NormalSD F32x4",
              "InstanceSegmentationSD U32x1",
              "SemanticSegmentationSD U32x1",
              "DiffuseAlbedoSD U8x4");
      assertThat(shapes(packed.step(0)))
          .contains("HdrColor F32x4", "DepthSD U32x1", "NormalSD U32x4", "DiffuseAlbedoSD F32x4");
      for (String aov : ALL) {
        AovLayout layout = frame.layout(aov).orElseThrow();
        assertThat(layout.others()).isEmpty();
        assertThat(((HostTensor) frame.map(aov).image()).layout()).isEqualTo(layout.image());
      }
    }
  }

  private static List<String> shapes(RenderedFrame frame) {
    return ALL.stream()
        .map(aov -> {
          TensorLayout image = frame.layout(aov).orElseThrow().image();
          return aov + " " + image.type() + "x" + image.channels();
        })
        .toList();
  }

  @Test
  void packedOutputsHoldTheBitsOfTheOthers() throws Exception {
    try (Studio studio = new Studio();
        Studio packed = new Studio(PACKED)) {
      for (Studio each : List.of(studio, packed)) {
        each.look(ExactStages.PERSPECTIVE.camera).show(ExactStages.stage());
      }
      for (String aov : List.of(Aovs.DEPTH, Aovs.NORMAL)) {
        double[] floats = studio.pixels(aov).values();
        double[] words = packed.pixels(aov).values();
        for (int i = 0; i < floats.length; i++) {
          assertThat((double) Float.intBitsToFloat((int) (long) words[i])).isEqualTo(floats[i]);
        }
      }
    }
  }

  @Test
  void alphaMayLieInATensorOfItsOwn() throws Exception {
    try (Studio one =
            new Studio(new OutputFormats(ElementType.F32, ElementType.U8, ElementType.F32, false));
        Studio several = new Studio(SEVERAL)) {
      for (Studio each : List.of(one, several)) {
        each.look(ExactStages.PERSPECTIVE.camera).show(ExactStages.stage());
      }
      Pixels together = one.pixels(Aovs.HDR_COLOR);
      RenderedFrame frame = several.step(0);
      AovLayout layout = frame.layout(Aovs.HDR_COLOR).orElseThrow();
      AovData data = frame.map(Aovs.HDR_COLOR);
      HostTensor alpha = (HostTensor) data.other(Outputs.ALPHA).orElseThrow();
      assertThat(layout.others()).isEqualTo(Map.of(Outputs.ALPHA, alpha.layout()));
      assertThat(layout.image().channels()).isEqualTo(3);
      assertThat(data.other("beta")).isEmpty();
      Pixels colors = Pixels.of(data);
      Pixels alphas = Pixels.of(alpha, Map.of());
      for (int y = 0; y < Studio.HEIGHT; y++) {
        for (int x = 0; x < Studio.WIDTH; x++) {
          for (int k = 0; k < 3; k++) {
            assertThat(colors.at(x, y, k)).isEqualTo(together.at(x, y, k));
          }
          assertThat(alphas.at(x, y)).isEqualTo(together.at(x, y, 3));
        }
      }
    }
  }

  @Test
  void aConfigurationAppliesToTheRenderersOpenedAfterIt() throws Exception {
    PreviewRendererProvider provider = new PreviewRendererProvider(config("f16", "u8", false));
    try (Renderer before = provider.open(new RenderTarget("a", 64, 64, 60))) {
      provider.modified(config("F32", "f32", true));
      try (Renderer after = provider.open(new RenderTarget("b", 64, 64, 60))) {
        assertThat(hdr(before)).isEqualTo(ElementType.F16);
        assertThat(hdr(after)).isEqualTo(ElementType.F32);
      }
    }
  }

  @Test
  void anElementTypeThatThereIsNotIsNamed() {
    assertThatThrownBy(() -> new PreviewRendererProvider(config("f64", "u8", false)))
        .hasMessage("hdrType is f16 or f32, not f64");
  }

  private static ElementType hdr(Renderer renderer) throws Exception {
    try (RenderedFrame frame = renderer.step(Studio.request(Studio.PIXELS))) {
      return frame.layout(Aovs.HDR_COLOR).orElseThrow().image().type();
    }
  }

  private static PreviewConfig config(String hdr, String albedo, boolean packed) {
    return new PreviewConfig() {
      @Override
      public String hdrType() {
        return hdr;
      }

      @Override
      public String albedoType() {
        return albedo;
      }

      @Override
      public boolean packed() {
        return packed;
      }

      @Override
      public boolean multiTensor() {
        return false;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return PreviewConfig.class;
      }
    };
  }

  @Test
  void anOutputThatNobodyMapsTakesNoMemory() throws Exception {
    Screen screen = new Screen(Studio.WIDTH, Studio.HEIGHT);
    FakeStage stage = new FakeStage().with(rectangle(10, 10, 190, 140, 0).build());
    SceneState state = new SceneState(new SceneBuilder(stage).build());
    GeometryPass pass = new GeometryPass(screen, state);
    Visibility visibility = new Visibility(screen);
    pass.observe(new SceneSample(stage));
    pass.update(new ScalarPointKernel(), new View(screen, Studio.PIXELS), true, visibility);
    visibility.sort(state);
    TensorMemory mappedMemory = new TensorMemory(ElementType.F32, screen, 1);
    TensorMemory otherMemory = new TensorMemory(ElementType.F32, screen, 1);
    try (RasterCrew crew = new RasterCrew(0);
        Output mapped = output(screen, mappedMemory);
        Output other = output(screen, otherMemory)) {
      TileJob tiles = new TileJob(screen, visibility, new Lights(), crew);
      assertThat(mappedMemory.isAllocated()).as("before it is mapped").isFalse();
      tiles.run(Kernels.scalar(), state, mapped);
      assertThat(mappedMemory.isAllocated()).isTrue();
      assertThat(otherMemory.isAllocated()).isFalse();
      assertThat(mapped.isDrawn(0, visibility.version(0))).isTrue();
      assertThat(other.isDrawn(0, visibility.version(0))).isFalse();
    }
    assertThat(mappedMemory.segment().scope().isAlive()).as("after it is closed").isFalse();
  }

  private static Output output(Screen screen, TensorMemory memory) {
    return new SurfaceOutput(
        Aovs.DEPTH, screen, DistanceShader.toImagePlane(), new TensorChannels(memory, 0));
  }

  /** Each output keeps what it has drawn, whatever else was mapped in between. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void outputsMayBeMappedInAnyOrder(long seed) throws Exception {
    Random random = new Random(seed);
    FakeStage stage = RandomStages.sound(random);
    Camera camera = RandomStages.camera(random);
    try (Studio studio = new Studio(Kernels.vector(), 1)) {
      studio.look(camera).show(stage);
      int time = 0;
      for (int frame = 0; frame < 14; frame++) {
        boolean moves = random.nextBoolean();
        time += moves ? 1 : 0;
        String aov = ALL.get(random.nextInt(ALL.size()));
        try (RenderedFrame step = studio.step(time);
            Studio fresh = new Studio()) {
          assertThat(step.unchanged()).isEqualTo(!moves && frame > 0);
          fresh.look(camera).show(stage);
          assertThat(Pixels.of(step.map(aov)).values())
              .as("%s in frame %d", aov, frame)
              .isEqualTo(fresh.pixels(aov, time).values());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void brokenMeshesGiveNoBrokenNumbers(long seed) throws Exception {
    Random random = new Random(seed);
    try (Studio studio = new Studio()) {
      studio.look(RandomStages.camera(random)).show(RandomStages.broken(random));
      for (String aov : ALL) {
        assertThat(studio.pixels(aov).values()).as(aov).doesNotContain(Double.NaN);
      }
      double[] normals = studio.pixels(Aovs.NORMAL).values();
      assertThat(Arrays.stream(normals)).allMatch(n -> Math.abs(n) < 1.001);
    }
  }

  @Test
  void normalsThatAreNoneAreThoseOfTheTriangles() throws Exception {
    float[] broken = new float[12];
    Arrays.fill(broken, Float.NaN);
    MeshData mesh =
        rectangle(20, 20, 180, 130, 0).normals(new Primvar(Interpolation.POINT, broken)).build();
    try (Studio studio = new Studio()) {
      studio.show(new FakeStage().with(mesh));
      Pixels normals = studio.pixels(Aovs.NORMAL);
      for (int k = 0; k < 4; k++) {
        assertThat(normals.at(100, 75, k)).isCloseTo(k == 2 ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void aStageWithoutLabelsHasAnEmptyTableOfThem() throws Exception {
    try (Studio studio = new Studio()) {
      assertThat(studio.pixels(Aovs.INSTANCE_SEGMENTATION).parameters())
          .isEqualTo(Map.of(Aovs.ID_TO_PATH, Map.of()));
      studio.show(new FakeStage().with(rectangle(20, 20, 180, 130, 0).build()));
      Pixels ids = studio.pixels(Aovs.SEMANTIC_SEGMENTATION);
      assertThat(ids.parameters()).isEqualTo(Map.of(Aovs.ID_TO_LABEL, Map.of()));
      assertThat(ids.values()).containsOnly(0);
      assertThat(studio.pixels(Aovs.INSTANCE_SEGMENTATION).parameters())
          .isEqualTo(Map.of(Aovs.ID_TO_PATH, Map.of(1, "/rectangle")));
    }
  }

  @Test
  void aCameraInsideASolidSeesNothing() throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(new FakeStage().with(Shapes.ball(8, 12).build()));
      studio.look(Camera.perspective(Matrix4.IDENTITY, 1, 0.01, 10));
      assertThat(studio.pixels(Aovs.INSTANCE_SEGMENTATION).values()).containsOnly(0);
      assertThat(studio.pixels(Aovs.DEPTH).values()).containsOnly(Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void theBackdropOfHdrColorIsThatOfLdrColorMadeLinear() throws Exception {
    try (Studio studio = new Studio(PACKED)) {
      int[] picture = studio.picture();
      Pixels hdr = studio.pixels(Aovs.HDR_COLOR);
      for (int y = 0; y < Studio.HEIGHT; y += 7) {
        for (int x = 0; x < Studio.WIDTH; x += 7) {
          int pixel = Studio.at(picture, x, y);
          for (int k = 0; k < 3; k++) {
            double linear = Studio.linear(Studio.channel(pixel, k));
            assertThat(hdr.at(x, y, k)).isCloseTo(linear, within(1e-6));
          }
          assertThat(hdr.at(x, y, 3)).isZero();
        }
      }
    }
  }

  @Test
  void aWhiteSurfaceIsTwiceAsBrightAsADisplayInHdrColor() throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(
          new FakeStage().with(rectangle(20, 20, 180, 130, 0).colors(color(1, 1, 1)).build()));
      assertThat(studio.pixels(Aovs.HDR_COLOR).at(100, 75, 1)).isCloseTo(2, within(0.01));
    }
  }

  /** 1000 x 500 squares of two triangles, each a tenth of a pixel high. */
  @Test
  void aMillionTrianglesAreDrawn() throws Exception {
    int columns = 1000;
    int rows = 500;
    float[] points = new float[(columns + 1) * (rows + 1) * 3];
    for (int i = 0; i < points.length / 3; i++) {
      points[i * 3] = i % (columns + 1) * 0.2f;
      points[i * 3 + 1] = i / (columns + 1) * 0.3f;
    }
    int[] indices = new int[columns * rows * 6];
    for (int i = 0; i < columns * rows; i++) {
      int a = i / columns * (columns + 1) + i % columns;
      int[] corners = {a, a + 1, a + columns + 2, a, a + columns + 2, a + columns + 1};
      System.arraycopy(corners, 0, indices, i * 6, 6);
    }
    try (Studio studio = new Studio()) {
      studio.show(
          new FakeStage()
              .with(rectangle(0, 0, 1, 1, -5).build())
              .with(MeshData.builder("/million", points, indices).build()));
      assertThat(studio.pixels(Aovs.INSTANCE_SEGMENTATION).values()).containsOnly(2);
      assertThat(studio.pixels(Aovs.DEPTH).values()).containsOnly(100);
    }
  }

  @Test
  void anIdFindsItsMeshAmongThoseWithoutTriangles() throws Exception {
    MeshData empty = MeshData.builder("/empty", new float[0], new int[0]).build();
    FakeStage stage =
        new FakeStage()
            .with(empty)
            .with(rectangle(0, 0, 60, 150, 0).build())
            .with(empty)
            .with(empty)
            .with(
                rectangle(60, 0, 120, 150, 0).build(),
                time -> Matrix4.translation(new Vector3(time, 0, 0)))
            .with(rectangle(150, 0, 200, 150, 0).build())
            .with(empty);
    try (Studio studio = new Studio()) {
      studio.show(stage);
      Pixels ids = studio.pixels(Aovs.INSTANCE_SEGMENTATION);
      assertThat(ids.at(30, 70)).isEqualTo(2);
      assertThat(ids.at(90, 70)).isEqualTo(5);
      assertThat(ids.at(135, 70)).isZero();
      assertThat(ids.at(170, 70)).isEqualTo(6);
    }
  }
}

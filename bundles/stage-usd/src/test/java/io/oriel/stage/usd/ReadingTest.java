package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageSource;
import io.oriel.tck.FakeLoadMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real worker reads from small stages, against what is written in them. */
class ReadingTest {
  private static final Map<String, Stage> STAGES = new HashMap<>();
  private static UsdStageReader reader;

  @BeforeAll
  static void start() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    reader.deactivate();
  }

  private static Stage open(String name) throws OrielException {
    Stage stage = STAGES.get(name);
    if (stage == null) {
      stage = TestReaders.open(reader, TestReaders.file(name));
      STAGES.put(name, stage);
    }
    return stage;
  }

  private static MeshData mesh(Stage stage, String path) {
    return stage.geometry().meshes().get(TestReaders.mesh(stage, path));
  }

  @Test
  void theTreeHasNamesTypesAndKindsInTheStagesOrder() throws Exception {
    Stage stage = open("shapes.usda");

    assertThat(stage.tree().prim("/Model"))
        .contains(new Prim("/Model", "Model", "Xform", "component", true));
    assertThat(stage.tree().children("/Model"))
        .extracting(Prim::name)
        .containsExactly(
            "Cube", "Sphere", "Cylinder", "Cone", "Capsule", "Plane", "Tapered", "Wire");
    assertThat(stage.tree().prim("/Model/Cube"))
        .contains(new Prim("/Model/Cube", "Cube", "Cube", "", false));
    assertThat(stage.tree().prim("/")).map(Prim::hasChildren).contains(true);
    assertThat(stage.tree().children("/")).extracting(Prim::path).containsExactly("/Model");
    assertThat(stage.tree().prim("/Nobody")).isEmpty();
    assertThat(stage.tree().children("/Nobody")).isEmpty();
    assertThat(stage.tree().count()).isEqualTo(9);
  }

  @Test
  void metadataAreTheStagesOwn() throws Exception {
    Stage shapes = open("shapes.usda");
    assertThat(shapes.info().up()).isEqualTo(new Vector3(0, 0, 1));
    assertThat(shapes.info().metersPerUnit()).isEqualTo(1);
    assertThat(shapes.info().animated()).isFalse();

    Stage transforms = open("transforms.usda");
    assertThat(transforms.info().up()).isEqualTo(new Vector3(0, 1, 0));
    assertThat(transforms.info().metersPerUnit()).isEqualTo(0.01);
    assertThat(transforms.info().startTimeCode()).isEqualTo(1);
    assertThat(transforms.info().endTimeCode()).isEqualTo(9);
    assertThat(transforms.info().timeCodesPerSecond()).isEqualTo(30);
  }

  @Test
  void theRootPrimIsWorldElseTheDefaultElseTheFirstThatShows() throws Exception {
    assertThat(open("transforms.usda").info().rootPrimPath()).isEqualTo("/World");
    assertThat(open("shapes.usda").info().rootPrimPath()).isEqualTo("/Model");
    assertThat(open("meshes.usda").info().rootPrimPath()).isEqualTo("/Set");
  }

  @Test
  void shapesHaveTheirSizeAlongTheirAxis() throws Exception {
    Stage stage = open("shapes.usda");

    assertThat(extent(mesh(stage, "/Model/Cube"))).containsExactly(-2, 2, -2, 2, -2, 2);
    assertThat(extent(mesh(stage, "/Model/Sphere"))).containsExactly(-2, 2, -2, 2, -2, 2);
    assertThat(extent(mesh(stage, "/Model/Cylinder")))
        .containsExactly(-3, 3, -1.5f, 1.5f, -1.5f, 1.5f);
    assertThat(extent(mesh(stage, "/Model/Cone"))).containsExactly(-2, 2, -2.5f, 2.5f, -2, 2);
    assertThat(extent(mesh(stage, "/Model/Capsule"))).containsExactly(-1, 1, -1, 1, -2.5f, 2.5f);
    assertThat(extent(mesh(stage, "/Model/Plane"))).containsExactly(-4, 4, 0, 0, -1, 1);
    assertThat(extent(mesh(stage, "/Model/Tapered"))).containsExactly(-3, 3, -3, 3, -1, 1);
    assertThat(mesh(stage, "/Model/Plane").doubleSided()).isTrue();
    assertThat(mesh(stage, "/Model/Cone").doubleSided()).isTrue();
    assertThat(mesh(stage, "/Model/Cube").doubleSided()).isFalse();
  }

  @Test
  void displayColorIsInheritedUntilAPrimHasItsOwn() throws Exception {
    Stage stage = open("shapes.usda");

    assertThat(mesh(stage, "/Model/Cube").colors().values()).containsExactly(0.1f, 0.2f, 0.3f);
    assertThat(mesh(stage, "/Model/Sphere").colors().values()).containsExactly(1, 0, 0);
  }

  @Test
  void whatIsNotDrawnIsSaidOnce() throws Exception {
    assertThat(open("shapes.usda").info().warnings())
        .containsExactly("1 prims of type BasisCurves are not drawn");
  }

  @Test
  void boundsHoldEverythingDrawn() throws Exception {
    Stage stage = open("shapes.usda");

    assertThat(stage.info().bounds().min()).isEqualTo(new Vector3(-4, -3, -2.5));
    assertThat(stage.info().bounds().max()).isEqualTo(new Vector3(4, 4, 5));
  }

  @Test
  void quadsAreFannedAndUniformColorsFollowTheirFace() throws Exception {
    MeshData flat = mesh(open("meshes.usda"), "/Set/Flat");

    assertThat(flat.indices()).containsExactly(0, 1, 2, 0, 2, 3, 2, 1, 4);
    assertThat(flat.colors())
        .usingRecursiveComparison()
        .isEqualTo(new Primvar(Interpolation.TRIANGLE, new float[] {1, 0, 0, 1, 0, 0, 0, 0, 1}));
    assertThat(flat.normals()).isEmpty();
  }

  @Test
  void aConcaveFaceIsCutWithoutLeavingIt() throws Exception {
    MeshData concave = mesh(open("meshes.usda"), "/Set/Concave");

    assertThat(concave.triangleCount()).isEqualTo(4);
    assertThat(area(concave)).isCloseTo(5, within(1e-6));
    assertThat(concave.colors().interpolation()).isEqualTo(Interpolation.POINT);
    assertThat(concave.colors().values()).hasSize(18);
  }

  @Test
  void indexedFaceVaryingValuesAndLeftHandedFacesComeOutPerCorner() throws Exception {
    MeshData indexed = mesh(open("meshes.usda"), "/Set/Indexed");

    // Left-handed 3 2 1 0 seen from +z is counter-clockwise the other way round.
    assertThat(indexed.indices()).containsExactly(3, 1, 2, 3, 0, 1);
    assertThat(indexed.colors().interpolation()).isEqualTo(Interpolation.CORNER);
    assertThat(indexed.colors().values())
        .containsExactly(1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0);
    Primvar normals = indexed.normals().orElseThrow();
    assertThat(normals.interpolation()).isEqualTo(Interpolation.CORNER);
    assertThat(normals.values()).startsWith(0, 0, 1).hasSize(18);
    assertThat(indexed.doubleSided()).isTrue();
  }

  @Test
  void aSubdivisionCageGetsSmoothNormalsAndColorsStayInRange() throws Exception {
    MeshData cage = mesh(open("meshes.usda"), "/Set/Cage");

    assertThat(cage.triangleCount()).isEqualTo(12);
    Primvar normals = cage.normals().orElseThrow();
    assertThat(normals.interpolation()).isEqualTo(Interpolation.POINT);
    for (int point = 0; point < 8; point++) {
      double outward = 0;
      for (int k = 0; k < 3; k++) {
        outward += normals.values()[point * 3 + k] * cage.points()[point * 3 + k];
      }
      assertThat(outward).as("point %d", point).isGreaterThan(1.2);
    }
    assertThat(cage.colors().interpolation()).isEqualTo(Interpolation.CONSTANT);
    assertThat(cage.colors().values()).containsExactly(1, 0, 0.5f);
  }

  @Test
  void holesAndFacesWithoutPointsAreLeftOut() throws Exception {
    Stage stage = open("meshes.usda");

    assertThat(mesh(stage, "/Set/Holed").indices()).containsExactly(0, 1, 2, 1, 2, 3);
    assertThat(stage.info().warnings())
        .contains("/Set/Holed: 2 unusable faces are not drawn")
        .contains("/Set/Mismatched: displayColor has 2 values where 3 are needed");
    assertThat(mesh(stage, "/Set/Mismatched").colors().interpolation())
        .isEqualTo(Interpolation.CONSTANT);
  }

  @Test
  void onlyVisiblePrimsOfDrawnPurposesAreMeshes() throws Exception {
    Stage stage = open("shown.usda");

    assertThat(stage.geometry().meshes())
        .extracting(MeshData::path)
        .containsExactly(
            "/World/Plain",
            "/World/Rendered",
            "/World/Proxies/Own",
            "/World/Blinking/Steady",
            "/World/Blinking/Twice");
    assertThat(stage.tree().prim("/World/Hidden")).isPresent();
    assertThat(stage.tree().prim("/World/Asleep")).isEmpty();
    assertThat(stage.tree().prim("/Class")).isEmpty();
    assertThat(stage.tree().prim("/Over")).isEmpty();
  }

  @Test
  void visibilityHoldsUntilItsNextSample() throws Exception {
    Stage stage = open("shown.usda");
    int steady = TestReaders.mesh(stage, "/World/Blinking/Steady");
    int twice = TestReaders.mesh(stage, "/World/Blinking/Twice");

    assertThat(TestReaders.sample(stage, 3.9).visible()[steady]).isTrue();
    assertThat(TestReaders.sample(stage, 4).visible()[steady]).isFalse();
    assertThat(TestReaders.sample(stage, 4).visible()[twice]).isFalse();
    assertThat(TestReaders.sample(stage, 8).visible()[twice]).isTrue();
    assertThat(TestReaders.sample(stage, 9).visible()[steady]).isTrue();
    assertThat(TestReaders.sample(stage, 9).visible()[twice]).isFalse();
  }

  @Test
  void instancesShareTheirGeometryAndInheritTheirOwnColor() throws Exception {
    Stage stage = open("instances.usda");
    MeshData left = mesh(stage, "/World/Left/Two");
    MeshData right = mesh(stage, "/World/Right/Two");

    assertThat(left.points()).isSameAs(right.points());
    assertThat(left.indices()).isSameAs(right.indices());
    assertThat(right.colors().values()).containsExactly(0, 1, 0);
    assertThat(left.colors().values()).containsExactly(0.18f, 0.18f, 0.18f);
    assertThat(stage.tree().prim("/World/Left/One")).isPresent();
  }

  @Test
  void pointInstancesBelongToTheirInstancer() throws Exception {
    Stage stage = open("instances.usda");

    assertThat(stage.geometry().meshes())
        .filteredOn(mesh -> mesh.path().equals("/World/Scatter"))
        .as("the masked instance is missing")
        .hasSize(3);
    assertThat(stage.geometry().meshes())
        .filteredOn(mesh -> mesh.path().equals("/World/Swarm"))
        .hasSize(2);
    assertThat(stage.geometry().meshes())
        .extracting(MeshData::path)
        .doesNotContain("/World/Scatter/Protos/Ball", "/World/Swarm/Fish");
  }

  @Test
  void aDeformingMeshHasPosesFourTimesATimeCode() throws Exception {
    Stage stage = open("deforming.usda");

    assertThat(TestReaders.sample(stage, 0).points()[0]).endsWith(1, 1, 0);
    assertThat(TestReaders.sample(stage, 1).points()[0]).endsWith(1, 1, 4);
    assertThat(TestReaders.sample(stage, 1.25).points()[0]).endsWith(1, 1, 5);
    assertThat(TestReaders.sample(stage, 1.3).points()[0]).endsWith(1, 1, 5);
    assertThat(TestReaders.sample(stage, 2).points()[0]).endsWith(1, 1, 8);
    assertThat(TestReaders.sample(stage, 99).points()[0]).endsWith(1, 1, 0);
    assertThat(stage.geometry().meshes().getFirst().normals()).isEmpty();
    SceneSample first = TestReaders.sample(stage, 1);
    assertThat(TestReaders.sample(stage, 1).points()[0])
        .as("a pose is always the same array")
        .isSameAs(first.points()[0]);
  }

  @Test
  void animationMemoryMakesPosesCoarserAndThenStill() throws Exception {
    UsdStageReader narrow = TestReaders.reader(withAnimation(5 * 36));
    UsdStageReader none = TestReaders.reader(withAnimation(36));
    try {
      Stage coarse = TestReaders.open(narrow, TestReaders.file("deforming.usda"));
      assertThat(TestReaders.sample(coarse, 1.3).points()[0]).endsWith(1, 1, 4);
      assertThat(TestReaders.sample(coarse, 2).points()[0]).endsWith(1, 1, 8);

      Stage still = TestReaders.open(none, TestReaders.file("deforming.usda"));
      assertThat(TestReaders.sample(still, 2).points()[0]).endsWith(1, 1, 0);
      assertThat(still.info().warnings())
          .containsExactly("/Flag stands still: animation memory is spent");
    } finally {
      narrow.deactivate();
      none.deactivate();
    }
  }

  private static Settings withAnimation(long bytes) {
    Settings d = TestReaders.DEFAULTS;
    return new Settings(
        d.python(),
        d.memoryLimitBytes(),
        d.maxPrims(),
        d.maxMeshes(),
        d.maxPoints(),
        bytes,
        d.maxTextureBytes(),
        List.of());
  }

  @Test
  void camerasHaveTheirLensAndStandWhereTheyStart() throws Exception {
    List<StageCamera> cameras = open("cameras.usda").geometry().cameras();

    assertThat(cameras).extracting(StageCamera::path).containsExactly("/Rig/Main", "/Rig/Plan");
    StageCamera main = cameras.getFirst();
    assertThat(main.orthographic()).isFalse();
    assertThat(main.focalLength()).isEqualTo(35);
    assertThat(main.horizontalAperture()).isEqualTo(36);
    assertThat(main.verticalAperture()).isEqualTo(20.25);
    assertThat(main.near()).isEqualTo(0.5);
    assertThat(main.far()).isEqualTo(500);
    assertThat(main.cameraToWorld().origin()).isEqualTo(new Vector3(0, 5, 10));
    assertThat(main.cameraToWorld().get(1, 1))
        .isCloseTo(Math.cos(Math.toRadians(20)), within(1e-12));
    assertThat(main.cameraToWorld().get(1, 2))
        .isCloseTo(-Math.sin(Math.toRadians(20)), within(1e-12));
    assertThat(cameras.get(1).orthographic()).isTrue();
    assertThat(cameras.get(1).focalLength()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string defaultCamera = \"/Rig/Plan\" | /Rig/Plan",
        "dictionary cameraSettings = { string boundCamera = \"/Rig/Plan\" } | /Rig/Plan",
        "string defaultCamera = \"/Rig\" dictionary cameraSettings = { string boundCamera ="
            + " \"/Rig/Plan\" } | /Rig/Plan",
        "string defaultCamera = \"/Nobody\" | ''",
        "string defaultCamera = \"Plan\" | ''",
        "string defaultCamera = \"no path <\" | ''",
        "int defaultCamera = 7 | ''",
        "string cameraSettings = \"/Rig/Plan\" | ''"
      })
  void theCameraThatAStageNamesIsTold(String data, String expected, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("named.usda");
    Files.writeString(
        file,
        """
        #usda 1.0
        ( customLayerData = { %s } )
        def Xform "Rig"
        {
            def Camera "Main" {}

            def Camera "Plan" {}
        }
        """
            .formatted(data.replace("\" dictionary", "\"\ndictionary")));
    assertThat(TestReaders.open(reader, file).info().defaultCamera().orElse(""))
        .isEqualTo(expected);
  }

  @Test
  void aMissingReferenceIsAWarningAndTheRestIsShown() throws Exception {
    Stage stage = open("missing-reference.usda");

    assertThat(stage.geometry().meshes())
        .extracting(MeshData::path)
        .containsExactly("/World/There");
    assertThat(stage.info().warnings())
        .hasSize(2)
        .anyMatch(text -> text.contains("nowhere.usda") && text.contains("/World/Gone"))
        .anyMatch(text -> text.contains("unpaid.usda") && text.contains("/World/Unpaid"));
  }

  @Test
  void theEmptyStageNeedsNoWorker() throws Exception {
    Stage stage = reader.open(StageSource.of(""), new FakeLoadMonitor());

    assertThat(stage.geometry().meshes()).isEmpty();
    assertThat(stage.tree().count()).isZero();
    assertThat(stage.tree().prim("/")).isPresent();
    assertThat(stage.info().bounds().isEmpty()).isTrue();
  }

  @Test
  void progressRisesToTheEnd() throws Exception {
    FakeLoadMonitor monitor = new FakeLoadMonitor();

    reader.open(StageSource.of(TestReaders.file("shapes.usda").toString()), monitor);

    assertThat(monitor.fractions()).isSorted().startsWith(0.0).endsWith(1.0);
  }

  private static float[] extent(MeshData mesh) {
    float[] extent = new float[6];
    for (int axis = 0; axis < 3; axis++) {
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (int at = axis; at < mesh.points().length; at += 3) {
        min = Math.min(min, mesh.points()[at]);
        max = Math.max(max, mesh.points()[at]);
      }
      // Halves of a rounded sine: exact to a millionth.
      extent[axis * 2] = Math.round(min * 1e6f) / 1e6f;
      extent[axis * 2 + 1] = Math.round(max * 1e6f) / 1e6f;
    }
    return extent;
  }

  private static double area(MeshData mesh) {
    double area = 0;
    double[] normal = new double[3];
    for (int first = 0; first < mesh.indices().length; first += 3) {
      Normals.newell(mesh.points(), mesh.indices(), first, 3, normal);
      area += Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]) / 2;
    }
    return area;
  }
}

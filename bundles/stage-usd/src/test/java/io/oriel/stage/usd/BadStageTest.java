package io.oriel.stage.usd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import io.oriel.tck.FakeLoadMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages that cannot or may not be read: each refusal has its code and names the file. */
class BadStageTest {
  private static UsdStageReader reader;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    reader.deactivate();
  }

  private static OrielException refusal(UsdStageReader reader, String location) {
    return catchThrowableOfType(
        OrielException.class, () -> reader.open(StageSource.of(location), new FakeLoadMonitor()));
  }

  private static void refused(String location, ErrorCode code, String... words) {
    OrielException refusal = refusal(reader, location);
    assertThat(refusal).as(location).isNotNull();
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal).hasMessageContainingAll(words);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    refused("/no/such/stage.usda", ErrorCode.STAGE_NOT_FOUND, "/no/such/stage.usda");
    refused("bad\0name.usda", ErrorCode.STAGE_NOT_FOUND, "bad");
    refused("x".repeat(10_000), ErrorCode.STAGE_NOT_FOUND, "10000");
  }

  @Test
  void foldersAndDevicesAreNoStages() {
    refused(folder.toString(), ErrorCode.STAGE_INVALID, folder.toString(), "folder");
    refused("/dev/zero", ErrorCode.STAGE_INVALID, "/dev/zero", "regular");
  }

  @Test
  void otherSchemesAreRefused() throws Exception {
    refused("ftp://example.org/stage.usd", ErrorCode.STAGE_FORBIDDEN, "ftp:");
    assertThat(refusal(reader, "ftp://me:secret@example.org/a.usd").getMessage())
        .doesNotContain("secret");
    refused("https:stage.usd", ErrorCode.STAGE_FORBIDDEN, "host");
    refused("https://me:secret@example.org/stage.usd", ErrorCode.STAGE_FORBIDDEN, "user");
    refused("omniverse://server/stage.usd", ErrorCode.STAGE_FORBIDDEN, "omniverse:");
    String uri = TestReaders.file("shapes.usda").toUri().toString();
    try (Stage stage = reader.open(StageSource.of(uri), new FakeLoadMonitor())) {
      assertThat(stage.tree().count()).isEqualTo(9);
    }
  }

  @Test
  void contentThatIsNotUsdIsInvalid() throws Exception {
    refused(write("text.usda", "hello").toString(), ErrorCode.STAGE_INVALID, "text.usda", "valid");
    refused(write("empty.usdc", "").toString(), ErrorCode.STAGE_INVALID, "empty.usdc");
    refused(write("zip.usdz", "PK\3\4 not really").toString(), ErrorCode.STAGE_INVALID, "zip.usdz");
    refused(write("picture.png", "\u0089PNG").toString(), ErrorCode.STAGE_INVALID, "picture.png");
  }

  @Test
  void aSyntaxErrorIsNamedWithFileAndLine() {
    refused(TestReaders.file("syntax.usda").toString(), ErrorCode.STAGE_INVALID, "syntax.usda:5:");
  }

  @Test
  void cyclesAreRefused() throws Exception {
    refused(
        TestReaders.file("cycle.usda").toString(),
        ErrorCode.STAGE_INVALID,
        "cycle.usda",
        "Cycle detected",
        "</A>",
        "</B>");
    Path own = write("own.usda", "#usda 1.0\n(subLayers = [@./own.usda@])\n");
    refused(own.toString(), ErrorCode.STAGE_INVALID, "own.usda", "cycles");
    Path instancer =
        write(
            "instancer.usda",
            """
            #usda 1.0
            def PointInstancer "P" {
              point3f[] positions = [(0, 0, 0)]
              int[] protoIndices = [0]
              rel prototypes = </P/Q>
              def PointInstancer "Q" {
                point3f[] positions = [(0, 0, 0)]
                int[] protoIndices = [0]
                rel prototypes = </P/Q>
              }
            }
            """);
    refused(instancer.toString(), ErrorCode.STAGE_INVALID, "/P/Q", "contains itself");
  }

  @Test
  void limitsAreNamedWithTheirKey() throws Exception {
    Path many =
        write(
            "many.usda", "#usda 1.0\n" + "def Cube \"c%d\" {}\n".repeat(40).formatted(numbers(40)));
    Path mesh = TestReaders.file("meshes.usda");
    Path crowd =
        write(
            "crowd.usda",
            "#usda 1.0\ndef PointInstancer \"P\" {\n int[] protoIndices = ["
                + "0, ".repeat(99)
                + "0]\n point3f[] positions = ["
                + "(0,0,0), ".repeat(99)
                + "(0,0,0)]\n rel prototypes = </P/C>\n def Cube \"C\" {}\n}\n");

    assertThat(limited(30, 100, 1000, many)).hasMessageContainingAll("many.usda", "maxPrims");
    assertThat(limited(100, 30, 1000, many)).hasMessageContainingAll("many.usda", "maxMeshes");
    assertThat(limited(100, 30, 1000, crowd)).hasMessageContainingAll("crowd.usda", "maxMeshes");
    assertThat(limited(100, 100, 20, mesh)).hasMessageContainingAll("meshes.usda", "maxPoints");
  }

  private static Object[] numbers(int count) {
    return java.util.stream.IntStream.range(0, count).boxed().toArray();
  }

  private static OrielException limited(int prims, int meshes, long points, Path file) {
    Settings d = TestReaders.DEFAULTS;
    UsdStageReader narrow =
        TestReaders.reader(
            new Settings(
                d.python(),
                d.memoryLimitBytes(),
                prims,
                meshes,
                points,
                1 << 20,
                1 << 20,
                List.of()));
    try {
      OrielException refusal = refusal(narrow, file.toString());
      assertThat(refusal).isNotNull();
      assertThat(refusal.code()).isEqualTo(ErrorCode.STAGE_TOO_LARGE);
      return refusal;
    } finally {
      narrow.deactivate();
    }
  }

  @Test
  void onlyWhatLiesBelowTheAllowedRootsIsRead() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path secret = write("secret.usda", "#usda 1.0\ndef Cube \"Secret\" {}\n");
    Path good = Files.writeString(inside.resolve("good.usda"), "#usda 1.0\ndef Cube \"C\" {}\n");
    Path reaching =
        Files.writeString(
            inside.resolve("reaching.usda"), "#usda 1.0\n(subLayers = [@../secret.usda@])\n");
    UsdStageReader fenced = TestReaders.reader(TestReaders.DEFAULTS.withRoots(List.of(inside)));
    try {
      assertThat(TestReaders.open(fenced, good).tree().count()).isEqualTo(1);
      for (String outside :
          List.of(
              secret.toString(),
              inside + "/../secret.usda",
              folder + "/missing.usda",
              reaching.toString())) {
        OrielException refusal = refusal(fenced, outside);
        assertThat(refusal).as(outside).isNotNull();
        assertThat(refusal.code()).as(outside).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
      }
      assertThat(refusal(fenced, reaching.toString())).hasMessageContaining("secret.usda");
    } finally {
      fenced.deactivate();
    }
  }

  /** Whoever may write links there does not learn what is elsewhere. */
  @Test
  void aLinkOutOfTheAllowedRootsIsAnsweredAsAFileThatIsNotThere() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path secret = write("secret.usda", "#usda 1.0\ndef Cube \"Secret\" {}\n");
    Path missing = folder.resolve("missing.usda");
    Path parent = Files.createSymbolicLink(inside.resolve("parent"), folder);
    UsdStageReader fenced = TestReaders.reader(TestReaders.DEFAULTS.withRoots(List.of(inside)));
    try {
      for (Path name :
          List.of(
              Files.createSymbolicLink(inside.resolve("exists.usda"), secret),
              Files.createSymbolicLink(inside.resolve("gone.usda"), missing),
              Files.createSymbolicLink(inside.resolve("folder.usda"), folder),
              Files.createSymbolicLink(inside.resolve("device.usda"), Path.of("/dev/zero")),
              parent.resolve("secret.usda"),
              parent.resolve("missing.usda"),
              inside.resolve("nothing.usda"))) {
        OrielException refusal = refusal(fenced, name.toString());
        assertThat(refusal.code()).as(name.toString()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
        assertThat(refusal).hasMessage(name + ": no such file");
      }
    } finally {
      fenced.deactivate();
    }
  }

  @Test
  void attributesAndRelationshipsOfTheWrongKindDoNoHarm() throws Exception {
    try (Stage stage = TestReaders.open(reader, TestReaders.file("hostile.usda"))) {
      assertThat(stage.geometry().meshes())
          .extracting(mesh -> mesh.path())
          .containsExactly("/M", "/N", "/N", "/Skel/Skinned");
      assertThat(stage.info().warnings())
          .contains(
              "1 prims of type Points are not drawn",
              "1 prims of type Volume are not drawn",
              "1 skinned meshes are drawn in their bind pose",
              "/L2/T names no file");
      assertThat(stage.queries().properties("/M", 0).toCompletableFuture().get(60, SECONDS))
          .extracting(Property::name)
          .contains("points", "material:binding");
    }
  }

  @Test
  void oddNumbersInAStageDoNoHarm() throws Exception {
    Path odd =
        write(
            "odd.usda",
            """
            #usda 1.0
            (
              metersPerUnit = 0
              timeCodesPerSecond = -5
              startTimeCode = 10
              endTimeCode = 1
            )
            def Cube "Nan" {
              double3 xformOp:translate = (nan, 0, 0)
              uniform token[] xformOpOrder = ["xformOp:translate"]
            }
            def Cube "Good" {
              double3 xformOp:translate.timeSamples = { 1: (1, 0, 0), 2: (2, 0, 0) }
              uniform token[] xformOpOrder = ["xformOp:translate"]
            }
            def Mesh "Holey" {
              int[] faceVertexCounts = [3, 3, -4, 2000000000]
              int[] faceVertexIndices = [0, 1, 2, 0, 1, 3, -1]
              point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (inf, nan, 0)]
            }
            def Mesh "Wrong" {
              int[] points = [1, 2, 3]
            }
            def Mesh "Flat" {
              int[] faceVertexCounts = [3, 4, 2]
              int[] faceVertexIndices = [0, 0, 0, 0, 1, 0, 1, 0, 1]
              point3f[] points = [(1, 1, 1), (2, 2, 2)]
              uniform token subdivisionScheme = "catmullClark"
            }
            def Sphere "Inside" {
              double radius = -1
            }
            """);

    Stage stage = TestReaders.open(reader, odd);

    assertThat(stage.geometry().meshes())
        .extracting(mesh -> mesh.path())
        .containsExactly("/Good", "/Holey", "/Wrong", "/Flat", "/Inside");
    assertThat(stage.geometry().meshes().get(1).indices()).containsExactly(0, 1, 2);
    // Triangles without an area have normals all the same: they point somewhere.
    assertThat(stage.geometry().meshes().get(3).normals().orElseThrow().values())
        .containsExactly(0, 0, 1, 0, 0, 1);
    assertThat(stage.info().metersPerUnit()).isEqualTo(0.01);
    assertThat(stage.info().timeCodesPerSecond()).isEqualTo(24);
    assertThat(stage.info().animated()).isFalse();
    assertThat(stage.info().warnings())
        .anyMatch(text -> text.contains("metersPerUnit"))
        .anyMatch(text -> text.contains("timeCodesPerSecond"))
        .anyMatch(text -> text.contains("stands still"))
        .anyMatch(text -> text.contains("finite"))
        .anyMatch(text -> text.contains("/Holey: 3 unusable faces"));
    TestReaders.sample(stage, Double.NaN);
  }
}

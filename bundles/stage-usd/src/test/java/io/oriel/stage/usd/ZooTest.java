package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which USD composes and places things: where drawn points are in the world, against
 * arithmetic on single points that is written here.
 */
class ZooTest {
  private static final double[][] TRIANGLE = {{1, 2, 3}, {-1, 0.5, 2}, {0, 3, -1}};
  private static final String MESH =
      """
      def Mesh "M" {
        int[] faceVertexCounts = [3]
        int[] faceVertexIndices = [0, 1, 2]
        point3f[] points = [(1, 2, 3), (-1, 0.5, 2), (0, 3, -1)]
      }
      """;
  private static final int DEPTH = 500;

  @TempDir private static Path folder;
  private static UsdStageReader reader;
  private static Stage zoo;

  @BeforeAll
  static void open() throws Exception {
    write("model.usda", xform("Model", "double3 xformOp:translate = (0, 0, 7)", "translate"));
    write(
        "moving.usda",
        xform(
            "Mover",
            "double3 xformOp:translate.timeSamples = { 0: (0, 0, 0), 8: (16, 0, 0) }",
            "translate"));
    write(
        "sub.usda",
        xform(
            "Sub",
            "double3 xformOp:translate.timeSamples = { 0: (0, 0, 0), 5: (10, 0, 0) }",
            "translate"));
    Path file = write("zoo.usda", placed() + live() + composed() + instanced() + deep());
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    zoo = TestReaders.open(reader, file);
  }

  @AfterAll
  static void stop() {
    zoo.close();
    reader.deactivate();
  }

  private static Path write(String name, String prims) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        #usda 1.0
        (
          startTimeCode = 0
          endTimeCode = 24
        %s)
        """
                .formatted(
                    name.equals("zoo.usda")
                        ? "  subLayers = [@./sub.usda@ (offset = 10; scale = 2)]\n"
                        : "")
            + prims);
  }

  /** An Xform around the triangle; a {@code !} before an operation inverts it. */
  private static String xform(String name, String attributes, String... order) {
    String operations =
        Stream.of(order)
            .map(op ->
                op.startsWith("!")
                    ? "\"!invert!xformOp:" + op.substring(1) + "\""
                    : op.equals("reset") ? "\"!resetXformStack!\"" : "\"xformOp:" + op + "\"")
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return """
    def Xform "%s" {
      %s
      uniform token[] xformOpOrder = [%s]
      %s
    }
    """
        .formatted(name, attributes, operations, MESH);
  }

  private static String placed() {
    StringBuilder text = new StringBuilder();
    text.append(xform("Translate", "double3 xformOp:translate = (1, -2, 3.5)", "translate"));
    text.append(xform("Scale", "float3 xformOp:scale = (2, 0.5, -3)", "scale"));
    for (String axis : List.of("X", "Y", "Z")) {
      text.append(
          xform("Rotate" + axis, "double xformOp:rotate" + axis + " = 33", "rotate" + axis));
    }
    for (String order : List.of("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")) {
      text.append(
          xform(
              "Rotate" + order,
              "double3 xformOp:rotate" + order + " = (20, 35, 50)",
              "rotate" + order));
    }
    text.append(xform("Orient", "quatd xformOp:orient = (0.5, 0.5, 0.5, 0.5)", "orient"));
    text.append(
        xform(
            "Matrix",
            "matrix4d xformOp:transform ="
                + " ((0, 2, 0, 0), (-1, 0, 0, 0), (0, 0, 3, 0), (4, 5, 6, 1))",
            "transform"));
    text.append(
        xform(
            "Pivot",
            "float3 xformOp:translate:pivot = (1, 1, 0)\n  double xformOp:rotateZ = 90",
            "translate:pivot",
            "rotateZ",
            "!translate:pivot"));
    text.append(
        xform(
            "Inverse",
            """
            double3 xformOp:rotateXYZ = (20, 35, 50)
              float3 xformOp:scale = (2, 4, 8)
              quatd xformOp:orient = (0.5, 0.5, 0.5, 0.5)
              matrix4d xformOp:transform = ((0, 1, 0, 0), (-1, 0, 0, 0), (0, 0, 1, 0), (1, 2, 3, 1))
            """,
            "!rotateXYZ",
            "!scale",
            "!orient",
            "!transform"));
    text.append(
        xform(
            "All",
            """
            double3 xformOp:translate = (10, 20, 30)
              float3 xformOp:rotateZYX = (20, 35, 50)
              float3 xformOp:scale = (2, 3, 4)
            """,
            "translate",
            "rotateZYX",
            "scale"));
    text.append(
        xform(
            "Moving",
            """
            double3 xformOp:translate.timeSamples = { 0: (0, 0, 0), 10: (5, 10, 20) }
              double xformOp:rotateY.timeSamples = { 0: 0, 20: 120 }
              float3 xformOp:scale.timeSamples = { 5: (1, 1, 1), 15: (3, 5, 7) }
            """,
            "translate",
            "rotateY",
            "scale"));
    text.append("def Xform \"Outer\" {\n  double3 xformOp:translate = (100, 0, 0)\n");
    text.append("  uniform token[] xformOpOrder = [\"xformOp:translate\"]\n");
    text.append(xform("Reset", "double3 xformOp:translate = (0, 1, 0)", "reset", "translate"));
    text.append(xform("Inner", "double xformOp:rotateX = 90", "rotateX"));
    text.append("}\n");
    return text.toString();
  }

  /**
   * All that is placed once more, below a prim of its own, with an operation more that has samples
   * and does nothing: OpenUSD places what stands still, the server what moves.
   */
  private static String live() {
    String moving =
        placed()
            .replace(
                "  uniform token[] xformOpOrder = [",
                "  float3 xformOp:scale:still.timeSamples = { 0: (1, 1, 1), 24: (1, 1, 1) }\n"
                    + "  uniform token[] xformOpOrder = [")
            .replaceAll("(xformOpOrder = \\[[^\\]]*)]", "$1, \"xformOp:scale:still\"]");
    return "def Xform \"Live\" {\n" + moving + "}\n";
  }

  private static String composed() {
    String stand = "double3 xformOp:translate = (0, 2, 0)";
    StringBuilder text = new StringBuilder();
    text.append("def \"Referenced\" (references = @./model.usda@</Model>) {\n}\n");
    text.append("def \"Overridden\" (references = @./model.usda@</Model>) {\n  " + stand + "\n}\n");
    text.append("def \"Paid\" (payload = @./model.usda@</Model>) {\n}\n");
    text.append("class \"_Base\" {\n" + xform("Kid", stand, "translate") + "}\n");
    text.append("def Xform \"Heir\" (inherits = </_Base>) {\n}\n");
    text.append("def Xform \"Special\" (specializes = </_Base>) {\n}\n");
    text.append(
        "def \"Late\" (references = @./moving.usda@</Mover> (offset = 4; scale = 0.5)) {\n}\n");
    text.append(
        """
        def Xform "Choice" (
          variantSets = "place"
          variants = { string place = "right" }
        ) {
          variantSet "place" = {
            "left" {
              %s
            }
            "right" {
              %s
            }
          }
        }
        """
            .formatted(
                xform("Kid", "double3 xformOp:translate = (-3, 0, 0)", "translate"),
                xform("Kid", "double3 xformOp:translate = (3, 0, 0)", "translate")));
    text.append(
        """
        def Xform "Blinking" {
          token visibility.timeSamples = { 0: "inherited", 6: "invisible", 12: "inherited" }
          %s
        }
        """
            .formatted(MESH));
    return text.toString();
  }

  private static String instanced() {
    String model =
        """
        class "_Prototype" {
          %s
          def Xform "Hidden" {
            token visibility = "invisible"
            %s
          }
          def Xform "Guide" {
            uniform token purpose = "guide"
            %s
          }
        }
        """
            .formatted(
                xform("Kid", "double3 xformOp:translate = (0, 2, 0)", "translate"), MESH, MESH);
    String instances =
        """
        def Xform "First" (instanceable = true; inherits = </_Prototype>) {
          double3 xformOp:translate = (50, 0, 0)
          uniform token[] xformOpOrder = ["xformOp:translate"]
        }
        def Xform "Second" (instanceable = true; inherits = </_Prototype>) {
          double xformOp:rotateX = 90
          uniform token[] xformOpOrder = ["xformOp:rotateX"]
        }
        def Xform "Unseen" (instanceable = true; inherits = </_Prototype>) {
          token visibility = "invisible"
        }
        """
            .replace("; ", "\n  ");
    String scattered =
        """
        def PointInstancer "Scatter" {
          double3 xformOp:translate = (0, 0, 1000)
          uniform token[] xformOpOrder = ["xformOp:translate"]
          point3f[] positions = [(10, 0, 0), (0, 20, 0)]
          quath[] orientations = [(1, 0, 0, 0), (0.5, 0.5, 0.5, 0.5)]
          float3[] scales = [(1, 1, 1), (2, 3, 4)]
          int[] protoIndices = [0, 0]
          rel prototypes = </Scatter/Flock>
          def PointInstancer "Flock" {
            point3f[] positions = [(1, 0, 0), (0, 0, 5)]
            int[] protoIndices = [0, 0]
            rel prototypes = </Scatter/Flock/Bird>
            %s
          }
        }
        def PointInstancer "Swarm" {
          point3f[] positions.timeSamples = { 0: [(0, 0, 0)], 10: [(10, 20, 30)] }
          int[] protoIndices = [0]
          rel prototypes = </Swarm/Bee>
          %s
        }
        """
            .formatted(
                xform("Bird", "double3 xformOp:translate = (0, 0.25, 0)", "translate"),
                xform("Bee", "double xformOp:rotateZ = 90", "rotateZ"));
    return model + instances + scattered;
  }

  private static String deep() {
    String level =
        "def Xform \"n%d\" {\n double3 xformOp:translate = (1, 0, 0)\n"
            + " uniform token[] xformOpOrder = [\"xformOp:translate\"]\n";
    StringBuilder text = new StringBuilder();
    for (int depth = 0; depth < DEPTH; depth++) {
      text.append(level.formatted(depth));
    }
    return text + MESH + "}\n".repeat(DEPTH);
  }

  private static String deepPath() {
    StringBuilder path = new StringBuilder();
    for (int depth = 0; depth < DEPTH; depth++) {
      path.append("/n").append(depth);
    }
    return path + "/M";
  }

  // -- the same in arithmetic: what happens to a point, the first thing first

  private static double[] moved(double[] p, double x, double y, double z) {
    return new double[] {p[0] + x, p[1] + y, p[2] + z};
  }

  private static double[] scaled(double[] p, double x, double y, double z) {
    return new double[] {p[0] * x, p[1] * y, p[2] * z};
  }

  private static double[] aboutX(double[] p, double degrees) {
    double c = Math.cos(degrees * Math.PI / 180);
    double s = Math.sin(degrees * Math.PI / 180);
    return new double[] {p[0], c * p[1] - s * p[2], s * p[1] + c * p[2]};
  }

  private static double[] aboutY(double[] p, double degrees) {
    double c = Math.cos(degrees * Math.PI / 180);
    double s = Math.sin(degrees * Math.PI / 180);
    return new double[] {c * p[0] + s * p[2], p[1], -s * p[0] + c * p[2]};
  }

  private static double[] aboutZ(double[] p, double degrees) {
    double c = Math.cos(degrees * Math.PI / 180);
    double s = Math.sin(degrees * Math.PI / 180);
    return new double[] {c * p[0] - s * p[1], s * p[0] + c * p[1], p[2]};
  }

  /** A third of a turn about (1, 1, 1) brings x to y, y to z and z to x. */
  private static double[] cycled(double[] p) {
    return new double[] {p[2], p[0], p[1]};
  }

  private static double[] cycledBack(double[] p) {
    return new double[] {p[1], p[2], p[0]};
  }

  /** Turns by 20 about x, 35 about y, 50 about z, in the order of the letters. */
  private static double[] turned(double[] p, String order) {
    double[] point = p;
    for (char axis : order.toCharArray()) {
      point =
          switch (axis) {
            case 'X' -> aboutX(point, 20);
            case 'Y' -> aboutY(point, 35);
            default -> aboutZ(point, 50);
          };
    }
    return point;
  }

  private static Arguments at(String path, double time, List<UnaryOperator<double[]>> drawn) {
    return Arguments.of(path, time, drawn);
  }

  private static Arguments at(String path, double time, UnaryOperator<double[]> drawn) {
    return at(path, time, List.of(drawn));
  }

  private static Arguments at(String path, UnaryOperator<double[]> drawn) {
    return at(path, 0, drawn);
  }

  /** What {@link #placed()} writes, below the prim {@code above}. */
  private static void placed(String above, List<Arguments> all) {
    all.add(at(above + "/Translate/M", p -> moved(p, 1, -2, 3.5)));
    all.add(at(above + "/Scale/M", p -> scaled(p, 2, 0.5, -3)));
    all.add(at(above + "/RotateX/M", p -> aboutX(p, 33)));
    all.add(at(above + "/RotateY/M", p -> aboutY(p, 33)));
    all.add(at(above + "/RotateZ/M", p -> aboutZ(p, 33)));
    for (String order : List.of("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")) {
      all.add(at(above + "/Rotate" + order + "/M", p -> turned(p, order)));
    }
    all.add(at(above + "/Orient/M", ZooTest::cycled));
    all.add(at(above + "/Matrix/M", p -> new double[] {-p[1] + 4, 2 * p[0] + 5, 3 * p[2] + 6}));
    all.add(at(above + "/Pivot/M", p -> new double[] {-(p[1] - 1) + 1, p[0] - 1 + 1, p[2]}));
    all.add(
        at(
            above + "/Inverse/M",
            p -> {
              double[] back = moved(p, -1, -2, -3);
              double[] cycled = cycledBack(new double[] {back[1], -back[0], back[2]});
              double[] small = scaled(cycled, 0.5, 0.25, 0.125);
              return aboutX(aboutY(aboutZ(small, -50), -35), -20);
            }));
    all.add(at(above + "/All/M", p -> moved(turned(scaled(p, 2, 3, 4), "ZYX"), 10, 20, 30)));
    all.add(at(above + "/Moving/M", 0, p -> p));
    all.add(
        at(
            above + "/Moving/M",
            7.5,
            p -> moved(aboutY(scaled(p, 1.5, 2, 2.5), 45), 3.75, 7.5, 15)));
    all.add(at(above + "/Moving/M", 24, p -> moved(aboutY(scaled(p, 3, 5, 7), 120), 5, 10, 20)));
    all.add(at(above + "/Outer/Reset/M", p -> moved(p, 0, 1, 0)));
    all.add(at(above + "/Outer/Inner/M", p -> moved(aboutX(p, 90), 100, 0, 0)));
  }

  static Stream<Arguments> places() {
    List<Arguments> all = new ArrayList<>();
    placed("", all);
    placed("/Live", all);
    all.add(at("/Referenced/M", p -> moved(p, 0, 0, 7)));
    all.add(at("/Overridden/M", p -> moved(p, 0, 2, 0)));
    all.add(at("/Paid/M", p -> moved(p, 0, 0, 7)));
    all.add(at("/Heir/Kid/M", p -> moved(p, 0, 2, 0)));
    all.add(at("/Special/Kid/M", p -> moved(p, 0, 2, 0)));
    all.add(at("/Choice/Kid/M", p -> moved(p, 3, 0, 0)));
    // Eight time codes of the referenced file take four here and begin at the fourth.
    all.add(at("/Late/M", 3, p -> p));
    all.add(at("/Late/M", 5, p -> moved(p, 4, 0, 0)));
    all.add(at("/Late/M", 8, p -> moved(p, 16, 0, 0)));
    // Five time codes of the sublayer take ten here and begin at the tenth.
    all.add(at("/Sub/M", 10, p -> p));
    all.add(at("/Sub/M", 15, p -> moved(p, 5, 0, 0)));
    all.add(at("/Sub/M", 20, p -> moved(p, 10, 0, 0)));
    all.add(at("/Blinking/M", 5.9, p -> p));
    all.add(at("/Blinking/M", 6, List.of()));
    all.add(at("/Blinking/M", 12, p -> p));

    all.add(at("/First/Kid/M", p -> moved(p, 50, 2, 0)));
    all.add(at("/Second/Kid/M", p -> aboutX(moved(p, 0, 2, 0), 90)));
    for (String unseen :
        List.of("/First/Hidden/M", "/Second/Guide/M", "/Unseen/Kid/M", "/Scatter/Flock/Bird/M")) {
      all.add(at(unseen, 0, List.of()));
    }
    UnaryOperator<double[]> near = p -> moved(p, 1, 0.25, 0);
    UnaryOperator<double[]> far = p -> moved(p, 0, 0.25, 5);
    all.add(
        at(
            "/Scatter",
            0,
            List.of(
                p -> moved(near.apply(p), 10, 0, 1000),
                p -> moved(far.apply(p), 10, 0, 1000),
                p -> moved(cycled(scaled(near.apply(p), 2, 3, 4)), 0, 20, 1000),
                p -> moved(cycled(scaled(far.apply(p), 2, 3, 4)), 0, 20, 1000))));
    all.add(at("/Swarm", 5, p -> moved(aboutZ(p, 90), 5, 10, 15)));
    all.add(at(deepPath(), p -> moved(p, DEPTH, 0, 0)));
    return all.stream();
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("places")
  void drawnPointsAreWhereArithmeticPutsThem(
      String path, double time, List<UnaryOperator<double[]>> expected) {
    List<double[][]> drawn = drawn(path, time);
    assertThat(drawn).as("meshes of %s", path).hasSameSizeAs(expected);
    for (int mesh = 0; mesh < drawn.size(); mesh++) {
      for (int point = 0; point < TRIANGLE.length; point++) {
        double[] place = expected.get(mesh).apply(TRIANGLE[point]);
        double size = Math.max(1, Math.abs(place[0]) + Math.abs(place[1]) + Math.abs(place[2]));
        for (int axis = 0; axis < 3; axis++) {
          assertThat(drawn.get(mesh)[point][axis])
              .as("mesh %d, point %d, axis %d", mesh, point, axis)
              .isCloseTo(place[axis], within(1e-6 * size));
        }
      }
    }
  }

  /** World positions of the points of every mesh of a path that is shown. */
  private static List<double[][]> drawn(String path, double time) {
    SceneSample sample = TestReaders.sample(zoo, time);
    List<double[][]> all = new ArrayList<>();
    for (int mesh = 0; mesh < zoo.geometry().meshes().size(); mesh++) {
      if (sample.visible()[mesh] && zoo.geometry().meshes().get(mesh).path().equals(path)) {
        double[][] world = new double[3][3];
        for (int k = 0; k < 9; k++) {
          double[] m = sample.transforms();
          float[] p = sample.points()[mesh];
          int at = k / 3 * 3;
          int column = mesh * 16 + k % 3;
          world[k / 3][k % 3] =
              p[at] * m[column]
                  + p[at + 1] * m[column + 4]
                  + p[at + 2] * m[column + 8]
                  + m[column + 12];
        }
        all.add(world);
      }
    }
    return all;
  }

  @Test
  void instancesShareOneGeometry() {
    assertThat(
            zoo.geometry().meshes().stream()
                .filter(mesh -> mesh.path().endsWith("/Kid/M"))
                .filter(
                    mesh -> mesh.path().startsWith("/First") || mesh.path().startsWith("/Second"))
                .map(mesh -> mesh.points())
                .distinct())
        .hasSize(1);
  }

  @Test
  void everyLayerIsNamedAndNothingIsAmiss() throws Exception {
    assertThat(zoo.info().warnings()).isEmpty();
    assertThat(zoo.info().files())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("zoo.usda", "sub.usda", "model.usda", "moving.usda");
    assertThat(zoo.tree().prim(deepPath())).isPresent();
  }
}

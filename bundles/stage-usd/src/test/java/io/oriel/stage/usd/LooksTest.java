package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.Texture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Materials, textures and labels of a stage that has them all. */
class LooksTest {
  private static UsdStageReader reader;

  @TempDir private static Path folder;
  private static Stage looks;

  @BeforeAll
  static void start() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    looks = TestReaders.open(reader, pictured(folder));
  }

  @AfterAll
  static void stop() {
    looks.close();
    reader.deactivate();
  }

  /** The stage with a picture beside it. */
  static Path pictured(Path folder) throws IOException {
    return stage("picture.png", picture(folder.resolve("picture.png"), "png"));
  }

  /** Two by two: red and green above, blue and a grey of 128 below. */
  private static Path picture(Path file, String format) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xFF0000);
    image.setRGB(1, 0, 0x00FF00);
    image.setRGB(0, 1, 0x0000FF);
    image.setRGB(1, 1, 0x808080);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static Path stage(String picture, Path beside) throws IOException {
    String text = Files.readString(TestReaders.file("looks.usda")).replace("PICTURE", picture);
    return Files.writeString(beside.resolveSibling(picture + ".usda"), text);
  }

  private static MeshData mesh(Stage stage, String path) {
    return stage.geometry().meshes().get(TestReaders.mesh(stage, path));
  }

  private static List<MeshData> split() {
    return looks.geometry().meshes().stream()
        .filter(mesh -> mesh.path().equals("/World/Split"))
        .toList();
  }

  @Test
  void theBoundMaterialWinsOverDisplayColor() {
    MeshData plain = mesh(looks, "/World/Plain");
    assertThat(plain.colors().interpolation()).isEqualTo(Interpolation.CONSTANT);
    assertThat(plain.colors().values()).containsExactly(0.9f, 0.1f, 0.1f);
    assertThat(plain.texture()).isEmpty();
  }

  @Test
  void theBindingForPreviewAndTheNearestOneCount() {
    assertThat(mesh(looks, "/World/Own").colors().values()).containsExactly(0.5f, 0.5f, 0.5f);
    assertThat(mesh(looks, "/World/Unset").colors().values()).containsExactly(0.18f, 0.18f, 0.18f);
  }

  @Test
  void displayColorCountsWhereTheMaterialSaysNothingElse() {
    assertThat(mesh(looks, "/World/Foreign").colors().values()).containsExactly(0, 0, 1);
    assertThat(mesh(looks, "/World/Reader").colors().values()).containsExactly(0, 0, 1);
    assertThat(looks.info().warnings())
        .contains("/Looks/Foreign has no UsdPreviewSurface: it colours nothing");
  }

  @Test
  void aTextureComesWithItsCoordinatesAndWrapModes() {
    MeshData pictured = mesh(looks, "/World/Pictured");
    Texture texture = pictured.texture().orElseThrow();

    assertThat(texture.width()).isEqualTo(2);
    assertThat(texture.height()).isEqualTo(2);
    assertThat(texture.pixels()).containsExactly(0xFF0000FF, 0xFF00FF00, 0xFFFF0000, 0xFF808080);
    assertThat(texture.wrapS()).isEqualTo(Texture.Wrap.REPEAT);
    assertThat(texture.wrapT()).isEqualTo(Texture.Wrap.MIRROR);
    assertThat(pictured.textureCoordinates().orElseThrow().interpolation())
        .isEqualTo(Interpolation.CORNER);
    assertThat(pictured.textureCoordinates().orElseThrow().values())
        .containsExactly(0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0);
    assertThat(pictured.colors().values()).containsExactly(0.25f, 0.5f, 0.75f);
  }

  @Test
  void coordinatesAreScaledTurnedAndMoved() {
    MeshData moved = mesh(looks, "/World/Moved");
    // (1, 0) becomes (2, 0), a quarter turn makes it (0, 2).
    assertThat(moved.textureCoordinates().orElseThrow().values())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(10, 22, 7, 20, 4, 24);
    assertThat(moved.texture().orElseThrow().wrapS()).isEqualTo(Texture.Wrap.BLACK);
  }

  @Test
  void scaleAndBiasApplyToLinearLightAndRawIsLinear() {
    int[] pixels = mesh(looks, "/World/Moved").texture().orElseThrow().pixels();
    // Red is 1 or 0, halved and raised by a quarter; sRGB of 0.75, 0.25 and 0.501 (of 128, raw).
    assertThat(pixels[0] & 0xFF).isEqualTo(225);
    assertThat(pixels[1] & 0xFF).isEqualTo(137);
    assertThat(pixels[3] & 0xFF).isEqualTo(188);
    assertThat(pixels[3] >> 8 & 0xFF).isEqualTo(188);
  }

  @Test
  void facesWithMaterialsOfTheirOwnAreColouredAndTexturedOnesAreMeshes() {
    List<MeshData> parts = split();

    assertThat(parts).hasSize(3);
    MeshData pictured = parts.get(0);
    assertThat(pictured.indices()).containsExactly(0, 1, 2, 0, 2, 3);
    assertThat(pictured.texture()).isPresent();
    assertThat(pictured.textureCoordinates().orElseThrow().values()).hasSize(10);
    MeshData colored = parts.get(1);
    assertThat(colored.indices()).containsExactly(0, 1, 4, 1, 2, 4);
    assertThat(colored.colors().interpolation()).isEqualTo(Interpolation.TRIANGLE);
    assertThat(colored.colors().values()).containsExactly(0, 1, 0, 0.5f, 0.5f, 0.5f);
    MeshData rest = parts.get(2);
    assertThat(rest.indices()).containsExactly(2, 3, 4);
    assertThat(rest.colors().values()).containsExactly(0.9f, 0.1f, 0.1f);
    assertThat(parts).allMatch(part -> part.points() == parts.getFirst().points());
  }

  @Test
  void meshesShareTheirTextures() {
    assertThat(mesh(looks, "/World/Pictured").texture().orElseThrow())
        .isSameAs(split().getFirst().texture().orElseThrow());
  }

  @Test
  void aMeshWithoutCoordinatesHasTheFallbackColour() {
    MeshData unmapped = mesh(looks, "/World/Unmapped");
    assertThat(unmapped.texture()).isEmpty();
    assertThat(unmapped.colors().values()).containsExactly(0.25f, 0.5f, 0.75f);
    assertThat(looks.info().warnings()).contains("/World/Unmapped has no texture coordinates st");
  }

  @Test
  void labelsAreInheritedAndTheNearestWins() {
    assertThat(mesh(looks, "/World/Plain").label()).contains("scenery");
    assertThat(mesh(looks, "/World/Pictured").label()).contains("poster");
    assertThat(mesh(looks, "/World/Group/Inside").label()).contains("group");
    assertThat(split()).allMatch(part -> part.label().equals(Optional.of("chair, wooden, seat")));
  }

  @Test
  void bindingsAreWeighedAsUsdDoes() throws Exception {
    String bound =
        "(\n  prepend apiSchemas = [\"MaterialBindingAPI\"]\n) {\n  rel material:binding";
    String strong = " (\n    bindMaterialAs = \"strongerThanDescendants\"\n  )\n";
    String cube = "def Cube \"C\" " + bound + " = ";
    Path file = folder.resolve("weighed.usda");
    Files.writeString(
        file,
        "#usda 1.0\n"
            + ("def Xform \"Strong\" " + bound + " = </Red>" + strong + cube + "</Green>\n}\n}\n")
            + ("def Xform \"Weak\" " + bound + " = </Red>\n" + cube + "</Green>\n}\n}\n")
            + ("def Xform \"Lost\" " + bound + " = </Red>\n" + cube + "</Nowhere>\n}\n}\n")
            + "def Xform \"Collected\" (\n  prepend apiSchemas ="
            + " [\"MaterialBindingAPI\", \"CollectionAPI:some\"]\n) {\n"
            + "  rel material:binding = </Red>\n"
            + "  rel material:binding:collection:some = [</Collected.collection:some>, </Green>]\n"
            + "  rel collection:some:includes = </Collected/In>\n"
            + "  def Cube \"In\" {\n  }\n  def Cube \"Out\" {\n  }\n}\n"
            + material("Red", "1, 0, 0")
            + material("Green", "0, 1, 0"));
    try (Stage stage = TestReaders.open(reader, file)) {
      assertThat(mesh(stage, "/Strong/C").colors().values()).containsExactly(1, 0, 0);
      assertThat(mesh(stage, "/Weak/C").colors().values()).containsExactly(0, 1, 0);
      // A binding to nothing is a binding all the same.
      assertThat(mesh(stage, "/Lost/C").colors().values()).containsExactly(0.18f, 0.18f, 0.18f);
      assertThat(mesh(stage, "/Collected/In").colors().values()).containsExactly(0, 1, 0);
      assertThat(mesh(stage, "/Collected/Out").colors().values()).containsExactly(1, 0, 0);
    }
  }

  private static String material(String name, String color) {
    return """
    def Material "%1$s" {
      token outputs:surface.connect = </%1$s/S.outputs:surface>
      def Shader "S" {
        uniform token info:id = "UsdPreviewSurface"
        color3f inputs:diffuseColor = (%2$s)
        token outputs:surface
      }
    }
    """
        .formatted(name, color);
  }

  @Test
  void texturesAreAmongTheFiles() {
    assertThat(looks.info().files())
        .containsExactlyInAnyOrder(
            folder.resolve("picture.png.usda"), folder.resolve("picture.png"));
  }

  @Test
  void jpegIsReadToo() throws Exception {
    try (Stage stage =
        TestReaders.open(reader, stage("p.jpg", picture(folder.resolve("p.jpg"), "jpg")))) {
      assertThat(mesh(stage, "/World/Pictured").texture().orElseThrow().width()).isEqualTo(2);
    }
  }

  @Test
  void aTextureInAPackageIsRead() throws Exception {
    Path png = picture(folder.resolve("packed.png"), "png");
    Path root = stage("packed.png", png);
    Path pack = folder.resolve("all.usdz");
    String script =
        "import sys; from pxr import Sdf;"
            + " w = Sdf.ZipFileWriter.CreateNew(sys.argv[1]);"
            + " w.AddFile(sys.argv[2], 'root.usda'); w.AddFile(sys.argv[3], 'packed.png'); w.Save()";
    Process packer =
        new ProcessBuilder(
                TestReaders.python(),
                "-c",
                script,
                pack.toString(),
                root.toString(),
                png.toString())
            .inheritIO()
            .start();
    assertThat(packer.waitFor()).isZero();

    try (Stage stage = TestReaders.open(reader, pack)) {
      assertThat(mesh(stage, "/World/Pictured").texture()).isPresent();
      assertThat(stage.info().files()).containsExactly(pack);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "missing.png, is missing",
    "text.png, neither PNG nor JPEG",
    "empty.png, neither PNG nor JPEG",
    "cut.png, is not shown",
    "bomb.png, 60000x60000 pixels are more than fit",
  })
  void aTextureThatCannotBeShownIsAWarning(String name, String words) throws Exception {
    byte[] png = Files.readAllBytes(folder.resolve("picture.png"));
    switch (name) {
      case "text.png" -> Files.writeString(folder.resolve(name), "I am a picture");
      case "empty.png" -> Files.writeString(folder.resolve(name), "");
      case "cut.png" -> Files.write(folder.resolve(name), Arrays.copyOf(png, 50));
      case "bomb.png" -> {
        // Width and height of the header, at 16 and 20, with its checksum made right.
        byte[] bomb = png.clone();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
        Files.write(folder.resolve(name), bomb);
      }
      default -> assertThat(folder.resolve(name)).doesNotExist();
    }
    try (Stage stage = TestReaders.open(reader, stage(name, folder.resolve("picture.png")))) {
      assertThat(stage.info().warnings())
          .anyMatch(text -> text.contains(name) && text.contains(words));
      MeshData pictured = mesh(stage, "/World/Pictured");
      assertThat(pictured.texture()).isEmpty();
      assertThat(pictured.colors().values()).containsExactly(0.25f, 0.5f, 0.75f);
    }
  }

  @Test
  void textureMemoryIsLimited() throws Exception {
    Settings d = TestReaders.DEFAULTS;
    UsdStageReader narrow =
        TestReaders.reader(
            new Settings(
                d.python(),
                d.memoryLimitBytes(),
                d.maxPrims(),
                d.maxMeshes(),
                d.maxPoints(),
                d.maxAnimationBytes(),
                8,
                List.of()));
    try (Stage stage = TestReaders.open(narrow, folder.resolve("picture.png.usda"))) {
      assertThat(mesh(stage, "/World/Pictured").texture()).isEmpty();
      assertThat(stage.info().warnings())
          .anyMatch(text -> text.contains("picture.png") && text.contains("maxTextureMiB"));
    } finally {
      narrow.deactivate();
    }
  }

  @Test
  void texturesMustLieBelowAnAllowedRoot() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    String text =
        Files.readString(TestReaders.file("looks.usda")).replace("./PICTURE", "../picture.png");
    Path stage = Files.writeString(inside.resolve("reaching.usda"), text);
    UsdStageReader fenced = TestReaders.reader(TestReaders.DEFAULTS.withRoots(List.of(inside)));
    try {
      OrielException refusal =
          catchThrowableOfType(OrielException.class, () -> TestReaders.open(fenced, stage));
      assertThat(refusal.code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
      assertThat(refusal).hasMessageContainingAll("reaching.usda", "texture", "picture.png");
    } finally {
      fenced.deactivate();
    }
  }

  @Test
  void greyPicturesAreLinearUnlessSaidOtherwise() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 128);
    Path file = folder.resolve("grey.png");
    ImageIO.write(image, "png", file.toFile());

    TextureDecoder.Picture picture = TextureDecoder.decode(Files.readAllBytes(file), 1);

    assertThat(picture.rgba()).containsExactly(0xFF808080);
    assertThat(picture.linear()).isTrue();
  }
}

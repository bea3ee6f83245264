package io.oriel.runtime.grab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {
  @TempDir Path folder;

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void isThereWhole() throws Exception {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(2, 1, 0x123456);
    Path file = folder.resolve("a.png");
    try (PngFile png = PngFile.at(file)) {
      png.write(picture);
    }
    assertThat(ImageIO.read(file.toFile()).getRGB(2, 1)).isEqualTo(0xff123456);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void orNotAtAllAndTheFormerOneStays() throws Exception {
    Path file = Files.writeString(folder.resolve("a.png"), "former");
    PngFile.at(file).close();
    assertThat(file).hasContent("former");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void isRefusedBeforeAnybodyIsAsked() {
    for (Path file : List.of(folder, folder.resolve("nothing/a.png"))) {
      assertThat(catchThrowableOfType(GrabException.class, () -> PngFile.at(file)))
          .hasMessageContaining("-o");
    }
  }
}

package io.oriel.runtime.itest;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Many pictures of one size as one. */
final class ContactSheet {
  private static final int GAP = 12;

  private ContactSheet() {}

  /** Puts the pictures whose names begin with {@code look} in rows of {@code columns}. */
  static void write(Path folder, String look, int columns, int width) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.getFileName().toString().startsWith(look + "-")).sorted().toList();
    }
    BufferedImage first = ImageIO.read(files.getFirst().toFile());
    int height = first.getHeight() * width / first.getWidth();
    int rows = (files.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * (width + GAP) + GAP, rows * (height + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(new Color(0x80848a));
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < files.size(); i++) {
      Image small =
          ImageIO.read(files.get(i).toFile())
              .getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
      graphics.drawImage(
          small, GAP + i % columns * (width + GAP), GAP + i / columns * (height + GAP), null);
    }
    graphics.dispose();
    ImageIO.write(sheet, "jpeg", folder.resolve(look + ".jpg").toFile());
  }
}

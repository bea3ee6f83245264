package io.oriel.runtime.grab;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** A picture's file, which is there whole or not at all, also when the program is interrupted. */
final class PngFile implements AutoCloseable {
  private final Path file;
  private final Path partial;
  private final Thread onInterrupt = new Thread(this::delete, "oriel-grab-stop");

  private PngFile(Path file, Path partial) {
    this.file = file;
    this.partial = partial;
  }

  /**
   * Makes sure that the file can be written, before anybody is asked for a picture.
   *
   * @throws GrabException when it cannot
   */
  static PngFile at(Path file) throws GrabException {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new GrabException(file + " is a folder; name a file with -o");
    }
    try {
      Path partial = Files.createTempFile(target.getParent(), ".oriel-grab-", ".part");
      PngFile png = new PngFile(target, partial);
      Runtime.getRuntime().addShutdownHook(png.onInterrupt);
      return png;
    } catch (IOException e) {
      throw new GrabException(
          target.getParent() + " cannot be written to (" + e + "); name another file with -o", e);
    }
  }

  /** Writes the picture and puts it in its place. */
  void write(BufferedImage picture) throws GrabException {
    try {
      ImageIO.setUseCache(false);
      if (!ImageIO.write(picture, "png", partial.toFile())) {
        throw new IOException("the JDK cannot write PNG");
      }
      try {
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new GrabException(
          file + " cannot be written (" + e.getMessage() + "); name another file with -o", e);
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      System.err.println("oriel: " + partial + " cannot be removed: " + e.getMessage());
    }
  }
}

package io.oriel.runtime.grab;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.spi.ToolProvider;

/**
 * Takes one picture of a stream and writes it as PNG. Found by the launcher as a service, in a
 * class loader of its own with the bundles of the distribution; nothing of it is a bundle, and no
 * server is started.
 *
 * <p>The words are: the source, the file (empty for one that is called after the stream), the time
 * limit in milliseconds, and a folder for the decoder's libraries. Exit codes: 0 done, 1 no
 * picture, 2 no such source.
 */
public final class GrabTool implements ToolProvider {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  @Override
  public String name() {
    return "grab";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... words) {
    Source source;
    try {
      source = Sources.of(words[0]);
    } catch (GrabException e) {
      return say(err, e.getMessage(), WRONG_INPUT);
    }
    Deadline deadline = Deadline.after(Duration.ofMillis(Long.parseLong(words[2])));
    Path file = Path.of(words[1].isEmpty() ? source.stream() + ".png" : words[1]);
    try (PngFile png = PngFile.at(file)) {
      BufferedImage picture = source.take(deadline, Path.of(words[3]));
      png.write(picture);
      out.println(file + ": " + picture.getWidth() + "x" + picture.getHeight());
      return DONE;
    } catch (GrabException e) {
      return say(err, source.shown() + ": " + e.getMessage(), FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return say(err, source.shown() + ": interrupted", FAILED);
    } finally {
      out.flush();
    }
  }

  private static int say(PrintWriter err, String message, int code) {
    err.println("oriel: " + message);
    err.flush();
    return code;
  }
}

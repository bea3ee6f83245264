package io.oriel.runtime.grab.shm;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Source;
import io.oriel.shm.reader.ShmFrame;
import io.oriel.shm.reader.ShmReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stream in this machine's shared memory.
 *
 * @param stream its name
 */
public record ShmSource(String stream) implements Source {
  /** What the names of the regions begin with. */
  public static final String PREFIX = "/ovstream-";

  private static final ValueLayout.OfInt PIXEL =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The source with this name, which may be that of its region. */
  public static ShmSource of(String name) {
    return new ShmSource(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
  }

  @Override
  public String shown() {
    return "shm:" + stream;
  }

  @Override
  public BufferedImage take(Deadline deadline, Path cache)
      throws GrabException, InterruptedException {
    try (ShmReader reader = ShmReader.attach(stream)) {
      while (!deadline.passed()) {
        Optional<ShmFrame> frame = reader.next(deadline.left());
        if (frame.isPresent()) {
          BufferedImage picture = picture(frame.get());
          if (frame.get().valid()) {
            return picture;
          }
        }
      }
    } catch (IOException e) {
      throw new GrabException(
          (e.getCause() instanceof NoSuchFileException
                  ? "there is no such stream in shared memory"
                  : e.getMessage())
              + "; is the server running on this machine, as this user, with --transports"
              + " webrtc,shm?",
          e);
    } catch (IllegalArgumentException e) {
      throw new GrabException(e.getMessage(), e);
    } catch (InternalError e) {
      throw new GrabException("somebody has made its region smaller; try again", e);
    }
    throw new GrabException(
        "no picture within "
            + deadline.words()
            + ": the region is there and nothing is written to it; /readyz says why");
  }

  private static BufferedImage picture(ShmFrame frame) {
    int width = frame.width();
    int height = frame.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < height; y++) {
      MemorySegment.copy(
          frame.pixels(), PIXEL, (long) y * frame.pitchBytes(), pixels, y * width, width);
    }
    return image;
  }
}

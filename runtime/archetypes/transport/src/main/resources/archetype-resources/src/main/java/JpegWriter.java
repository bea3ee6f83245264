package ${package};

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as JPEG with the JDK's own encoder. For one thread. */
final class JpegWriter implements AutoCloseable {
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam parameters = writer.getDefaultWriteParam();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private BufferedImage pixels = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  /**
   * A writer.
   *
   * @param quality above 0, at most 1
   */
  JpegWriter(float quality) {
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
  }

  /**
   * A picture as a JPEG file.
   *
   * @throws OrielException if the picture lies elsewhere than on the host: it would have to be
   *     downloaded by the {@code ImageMemory} of its kind
   */
  byte[] write(Image image) throws OrielException {
    if (!(image instanceof HostImage host)) {
      throw new OrielException(
          ErrorCode.UNSUPPORTED, "${transport} takes pictures on the host, this is a " + image);
    }
    copy(host);
    bytes.reset();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(pixels, null, null), parameters);
    } catch (IOException e) {
      throw new OrielException(ErrorCode.INTERNAL, "no JPEG", e);
    }
    return bytes.toByteArray();
  }

  /** Blue, green, red, alpha in memory are the bytes of an RGB word from the lowest up. */
  private void copy(HostImage host) {
    ImageSpec spec = host.spec();
    if (pixels.getWidth() != spec.width() || pixels.getHeight() != spec.height()) {
      pixels = new BufferedImage(spec.width(), spec.height(), BufferedImage.TYPE_INT_RGB);
    }
    int[] words = ((DataBufferInt) pixels.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < spec.height(); y++) {
      long row = spec.plane(0).offsetBytes() + (long) y * spec.plane(0).pitchBytes();
      MemorySegment.copy(
          host.segment(),
          ValueLayout.JAVA_INT_UNALIGNED,
          row,
          words,
          y * spec.width(),
          spec.width());
    }
  }

  @Override
  public void close() {
    writer.dispose();
  }
}

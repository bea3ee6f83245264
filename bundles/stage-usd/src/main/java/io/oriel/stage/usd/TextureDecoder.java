package io.oriel.stage.usd;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG in memory, but nothing larger than allowed. */
final class TextureDecoder {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  private TextureDecoder() {}

  /**
   * A picture as it is stored, its rows from the top, 0 to 255 each.
   *
   * @param rgba red in the lowest byte
   * @param linear true if it is no sRGB by its kind: gray, or more than eight bits a number
   */
  record Picture(int width, int height, int[] rgba, boolean linear) {}

  /**
   * The picture in a file.
   *
   * @param maxPixels looked at before anything is decoded
   * @throws IOException saying what is wrong with the file
   */
  static Picture decode(byte[] file, long maxPixels) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format(file)).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > maxPixels) {
        throw new IOException(
            width + "x" + height + " pixels are more than fit (limit maxTextureMiB)");
      }
      return picture(reader.read(0));
    } catch (RuntimeException damaged) {
      // The readers of the JDK answer some damaged files so.
      throw new IOException("damaged: " + damaged, damaged);
    } finally {
      reader.dispose();
    }
  }

  private static String format(byte[] file) throws IOException {
    if (starts(file, PNG)) {
      return "png";
    }
    if (starts(file, JPEG)) {
      return "jpeg";
    }
    throw new IOException("neither PNG nor JPEG");
  }

  private static boolean starts(byte[] file, byte[] with) {
    return file.length > with.length && Arrays.equals(file, 0, with.length, with, 0, with.length);
  }

  private static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgba = new int[width * height];
    if (image.getColorModel() instanceof IndexColorModel) {
      palette(image, rgba);
      return new Picture(width, height, rgba, false);
    }
    // Read as stored: getRGB would take gray for linear light.
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int bits = raster.getSampleModel().getSampleSize(0);
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        rgba[y * width + x] = pixel(row, x * bands, bands, bits);
      }
    }
    return new Picture(width, height, rgba, bands < 3 || bits > 8);
  }

  private static int pixel(int[] row, int at, int bands, int bits) {
    boolean gray = bands < 3;
    boolean opaque = bands == 1 || bands == 3;
    int red = sample(row[at], bits);
    int green = gray ? red : sample(row[at + 1], bits);
    int blue = gray ? red : sample(row[at + 2], bits);
    int alpha = opaque ? 255 : sample(row[at + bands - 1], bits);
    return red | green << 8 | blue << 16 | alpha << 24;
  }

  private static int sample(int value, int bits) {
    return bits < 8 ? value * 255 / ((1 << bits) - 1) : value >> bits - 8;
  }

  private static void palette(BufferedImage image, int[] rgba) {
    int width = image.getWidth();
    image.getRGB(0, 0, width, image.getHeight(), rgba, 0, width);
    for (int k = 0; k < rgba.length; k++) {
      int argb = rgba[k];
      rgba[k] = argb & 0xFF00FF00 | argb >> 16 & 0xFF | (argb & 0xFF) << 16;
    }
  }
}

package io.oriel.viewer.page;

import io.oriel.api.image.HostImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture made small enough for a list. */
final class Thumbnail {
  /** Neither side is longer. */
  static final int MOST_PIXELS = 480;

  // As an integer, a BGRA pixel is 0xAARRGGBB, which is what Java 2D draws with.
  private static final ValueLayout.OfInt PIXEL =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Thumbnail() {}

  /** The picture as a JPEG file, at its own size or at most {@link #MOST_PIXELS} a side. */
  static byte[] jpeg(final HostImage source) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
    // A stream in memory: the usual one would make a temporary file for each picture.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(shrink(source), "jpeg", out)) {
        throw new IllegalStateException("This Java has no JPEG writer");
      }
    }
    return bytes.toByteArray();
  }

  /** Each pixel is the mean of those that it stands for, so that nothing flickers. */
  static BufferedImage shrink(final HostImage source) {
    final int fromWidth = source.spec().width();
    final int fromHeight = source.spec().height();
    final double scale = Math.min(1, (double) MOST_PIXELS / Math.max(fromWidth, fromHeight));
    final int width = Math.max(1, (int) Math.round(fromWidth * scale));
    final int height = Math.max(1, (int) Math.round(fromHeight * scale));
    final BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    final int[] row = new int[fromWidth];
    for (int y = 0; y < height; y++) {
      final int top = y * fromHeight / height;
      final int bottom = (y + 1) * fromHeight / height;
      final int[] sums = new int[width * 3];
      for (int fromY = top; fromY < bottom; fromY++) {
        read(source, fromY, row);
        add(row, sums);
      }
      small.setRGB(0, y, width, 1, means(sums, fromWidth, bottom - top), 0, width);
    }
    return small;
  }

  private static void read(final HostImage source, final int y, final int[] row) {
    final var plane = source.spec().plane(0);
    final long offset = plane.offsetBytes() + (long) y * plane.pitchBytes();
    MemorySegment.copy(source.segment(), PIXEL, offset, row, 0, row.length);
  }

  private static void add(final int[] row, final int[] sums) {
    final int width = sums.length / 3;
    for (int x = 0; x < width; x++) {
      final int end = (x + 1) * row.length / width;
      for (int from = x * row.length / width; from < end; from++) {
        sums[3 * x] += row[from] >> 16 & 255;
        sums[3 * x + 1] += row[from] >> 8 & 255;
        sums[3 * x + 2] += row[from] & 255;
      }
    }
  }

  private static int[] means(final int[] sums, final int fromWidth, final int rows) {
    final int width = sums.length / 3;
    final int[] means = new int[width];
    for (int x = 0; x < width; x++) {
      final int columns = (x + 1) * fromWidth / width - x * fromWidth / width;
      final int count = columns * rows;
      means[x] = sums[3 * x] / count << 16 | sums[3 * x + 1] / count << 8 | sums[3 * x + 2] / count;
    }
    return means;
  }
}

package io.oriel.api.image;

import java.util.List;

/**
 * Shape of a picture.
 *
 * @param width pixels in a row, at least 1
 * @param height rows, at least 1
 * @param format layout of a pixel
 * @param planes where each plane lies, in the order that {@code format} names
 */
public record ImageSpec(int width, int height, PixelFormat format, List<Plane> planes) {
  /** Rows start at multiples of this many bytes: a cache line, and a vector of 512 bits. */
  public static final int ROW_ALIGNMENT_BYTES = 64;

  /** Largest width and height that is accepted. */
  public static final int MAX_SIDE = 16384;

  public ImageSpec {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException("size " + width + "x" + height + " is out of range");
    }
    planes = List.copyOf(planes);
  }

  /** A picture whose rows are padded to {@link #ROW_ALIGNMENT_BYTES}, planes one after another. */
  public static ImageSpec of(int width, int height, PixelFormat format) {
    int chromaWidth = (width + 1) / 2;
    int chromaHeight = (height + 1) / 2;
    List<Plane> planes =
        switch (format) {
          case BGRA8, RGBA8 -> List.of(new Plane(0, aligned(width * 4), height));
          case NV12 -> {
            Plane luma = new Plane(0, aligned(width), height);
            yield List.of(luma, new Plane(luma.endBytes(), aligned(chromaWidth * 2), chromaHeight));
          }
          case I420 -> {
            Plane luma = new Plane(0, aligned(width), height);
            Plane cb = new Plane(luma.endBytes(), aligned(chromaWidth), chromaHeight);
            yield List.of(luma, cb, new Plane(cb.endBytes(), cb.pitchBytes(), chromaHeight));
          }
        };
    return new ImageSpec(width, height, format, planes);
  }

  private static int aligned(int bytes) {
    return (bytes + ROW_ALIGNMENT_BYTES - 1) / ROW_ALIGNMENT_BYTES * ROW_ALIGNMENT_BYTES;
  }

  /** Bytes of memory that the picture needs. */
  public long sizeBytes() {
    return planes.stream().mapToLong(Plane::endBytes).max().orElse(0);
  }

  /** The plane with this index. */
  public Plane plane(int index) {
    return planes.get(index);
  }
}

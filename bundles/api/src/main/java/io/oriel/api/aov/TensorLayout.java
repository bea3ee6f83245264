package io.oriel.api.aov;

/**
 * Shape of an image tensor: height x width x channels, channel last.
 *
 * @param type of an element
 * @param width columns, may be 0
 * @param height rows, may be 0
 * @param channels 1, 3 or 4
 * @param pitchBytes from the start of a row to the start of the next; need be no multiple of an
 *     element's size
 */
public record TensorLayout(ElementType type, int width, int height, int channels, int pitchBytes) {
  public TensorLayout {
    if (width < 0 || height < 0 || channels < 1) {
      throw new IllegalArgumentException("tensor of " + height + " x " + width + " x " + channels);
    }
    if (pitchBytes < (long) width * channels * type.bytes()) {
      throw new IllegalArgumentException("pitch of " + pitchBytes + " bytes is below a row");
    }
  }

  /** Rows follow each other without a gap. */
  public static TensorLayout dense(ElementType type, int width, int height, int channels) {
    return new TensorLayout(type, width, height, channels, width * channels * type.bytes());
  }

  /** Bytes from the first element to behind the last row. */
  public long sizeBytes() {
    return (long) pitchBytes * height;
  }
}

package io.oriel.api.stage;

import java.util.Objects;

/**
 * A picture that covers a mesh. Texture coordinate (0, 0) is the lower left corner of the lower
 * left pixel, (1, 1) the upper right corner of the upper right one, as in {@code UsdUVTexture}.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param pixels row by row from the top: red in the lowest byte, then green, blue and alpha; sRGB;
 *     not to be changed by anybody
 * @param wrapS what is seen to the left and right of it
 * @param wrapT what is seen below and above it
 */
public record Texture(int width, int height, int[] pixels, Wrap wrapS, Wrap wrapT) {
  /** What is seen beyond an edge. */
  public enum Wrap {
    /** The picture again. */
    REPEAT,
    /** The picture again, mirrored every other time. */
    MIRROR,
    /** The pixels of the edge. */
    CLAMP,
    /** Black. */
    BLACK
  }

  public Texture {
    if (width < 1 || height < 1 || pixels.length != (long) width * height) {
      throw new IllegalArgumentException(
          "texture of " + width + "x" + height + " with " + pixels.length + " pixels");
    }
    Objects.requireNonNull(wrapS, "wrapS");
    Objects.requireNonNull(wrapT, "wrapT");
  }
}

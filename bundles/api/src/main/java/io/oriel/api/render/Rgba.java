package io.oriel.api.render;

/**
 * A display colour: sRGB, 0 to 1 each.
 *
 * @param red 0 to 1
 * @param green 0 to 1
 * @param blue 0 to 1
 * @param alpha share of the colour where it is laid over another, 0 to 1; not multiplied in
 */
public record Rgba(float red, float green, float blue, float alpha) {
  public Rgba {
    if (!(share(red) && share(green) && share(blue) && share(alpha))) {
      throw new IllegalArgumentException(
          "colour " + red + ", " + green + ", " + blue + ", " + alpha + " is not within 0 to 1");
    }
  }

  private static boolean share(float value) {
    return value >= 0 && value <= 1;
  }
}

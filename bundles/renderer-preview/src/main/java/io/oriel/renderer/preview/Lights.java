package io.oriel.renderer.preview;

/**
 * The light of a frame, in world space, all of it from afar. Brightness = ambient + sky * (normal .
 * up) + key * max(0, normal . keyDirection) + head * max(0, normal . viewDirection). What the key
 * light reaches is a little warmer, the rest a little cooler. A surface that faces the camera and
 * stands upright gets exactly 1 in every channel: it shows its own colour.
 */
final class Lights {
  // The key light stands at the camera's upper left.
  private static final double KEY_RIGHT = -0.45;
  private static final double KEY_UP = 0.60;
  private static final double KEY_BACK = 0.66;
  private static final double KEY_LENGTH =
      Math.sqrt(KEY_RIGHT * KEY_RIGHT + KEY_UP * KEY_UP + KEY_BACK * KEY_BACK);

  static final float KEY = 0.50f;
  static final float AMBIENT = 0.27f;
  static final float SKY = 0.11f;

  /** Share of the key light that a surface facing the camera gets. */
  static final float KEY_FACING = (float) (KEY_BACK / KEY_LENGTH);

  static final float HEAD = 1 - AMBIENT - KEY * KEY_FACING;

  // By how much the fourth root of a channel rises from the shade to the key light.
  static final float WARM_RED = 0.020f;
  static final float WARM_GREEN = 0.006f;
  static final float WARM_BLUE = -0.022f;

  /** Unit vectors towards the key light and the camera, and up. */
  final float[] key = new float[3];

  final float[] head = new float[3];
  final float[] up = new float[3];

  /**
   * Sets the directions.
   *
   * @param axes the camera's right, up and back, unit vectors, three numbers each
   */
  void aim(double[] axes, double upX, double upY, double upZ) {
    for (int k = 0; k < 3; k++) {
      double toKey = KEY_RIGHT * axes[k] + KEY_UP * axes[3 + k] + KEY_BACK * axes[6 + k];
      key[k] = (float) (toKey / KEY_LENGTH);
      head[k] = (float) axes[6 + k];
    }
    up[0] = (float) upX;
    up[1] = (float) upY;
    up[2] = (float) upZ;
  }
}

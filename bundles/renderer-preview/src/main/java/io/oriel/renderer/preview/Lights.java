package io.oriel.renderer.preview;

/**
 * The light of a frame, in world space. Linear: light = ambient + sky * (normal . up) + key *
 * max(0, normal . keyDirection) + head * max(0, normal . viewDirection). A surface that faces the
 * camera and stands upright gets exactly 1 in every channel: it shows its own colour.
 */
final class Lights {
  // The key light stands at the camera's upper left, a little warm; the fill is a little cool.
  private static final double KEY_RIGHT = -0.45;
  private static final double KEY_UP = 0.60;
  private static final double KEY_BACK = 0.66;
  private static final float[] KEY = {0.50f, 0.48f, 0.45f};
  private static final float[] AMBIENT = {0.27f, 0.28f, 0.30f};
  private static final float[] SKY = {0.10f, 0.11f, 0.13f};

  final float[] key = new float[3];
  final float[] head = new float[3];
  final float[] up = new float[3];
  final float[] keyColor = KEY;
  final float[] headColor = new float[3];
  final float[] ambientColor = AMBIENT;
  final float[] skyColor = SKY;

  /**
   * Sets the directions.
   *
   * @param axes camera to world: unit vectors right, up and back, three numbers each
   * @param stageUp unit vector
   */
  void aim(double[] axes, double upX, double upY, double upZ) {
    double length =
        Math.sqrt(KEY_RIGHT * KEY_RIGHT + KEY_UP * KEY_UP + KEY_BACK * KEY_BACK);
    for (int k = 0; k < 3; k++) {
      key[k] =
          (float)
              ((KEY_RIGHT * axes[k] + KEY_UP * axes[3 + k] + KEY_BACK * axes[6 + k]) / length);
      head[k] = (float) axes[6 + k];
      headColor[k] = (float) (1 - AMBIENT[k] - KEY[k] * KEY_BACK / length);
    }
    up[0] = (float) upX;
    up[1] = (float) upY;
    up[2] = (float) upZ;
  }
}

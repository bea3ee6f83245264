package io.oriel.renderer.preview;

import java.util.Arrays;

/** How far away a surface is, infinite where nothing is. */
final class DistanceShader implements Shader {
  private static final int NOTHING = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private final boolean toPlane;

  private DistanceShader(boolean toPlane) {
    this.toPlane = toPlane;
  }

  /** Distance to the plane through the camera that is parallel to the picture. */
  static DistanceShader toImagePlane() {
    return new DistanceShader(true);
  }

  /** Distance to the camera's centre. */
  static DistanceShader toCamera() {
    return new DistanceShader(false);
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void background(int x, int y, int count, int[] words, int at) {
    Arrays.fill(words, at, at + count, NOTHING);
  }

  @Override
  public void surface(ExactTriangle triangle, int x, int y, int count, int[] words, int at) {
    for (int i = 0; i < count; i++) {
      triangle.at(x + i, y);
      double distance = toPlane ? triangle.depth() : triangle.distance();
      words[at + i] = Float.floatToRawIntBits((float) distance);
    }
  }
}

package io.oriel.renderer.preview;

import java.util.Arrays;

/** Linear albedo and a one; all zero where nothing is. */
final class AlbedoShader implements Shader {
  private static final int ONE = Float.floatToRawIntBits(1f);

  @Override
  public int channels() {
    return 4;
  }

  @Override
  public void background(int x, int y, int count, int[] words, int at) {
    Arrays.fill(words, at, at + count * channels(), 0);
  }

  @Override
  public void surface(ExactTriangle triangle, int x, int y, int count, int[] words, int at) {
    int word = at;
    for (int i = 0; i < count; i++) {
      triangle.at(x + i, y);
      triangle.paint();
      words[word++] = Float.floatToRawIntBits((float) triangle.red);
      words[word++] = Float.floatToRawIntBits((float) triangle.green);
      words[word++] = Float.floatToRawIntBits((float) triangle.blue);
      words[word++] = ONE;
    }
  }
}

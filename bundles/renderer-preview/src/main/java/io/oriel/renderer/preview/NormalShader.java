package io.oriel.renderer.preview;

import java.util.Arrays;

/** Unit world normal of the side seen and a zero; all zero where nothing is. */
final class NormalShader implements Shader {
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
      triangle.turn();
      words[word++] = Float.floatToRawIntBits((float) triangle.normalX);
      words[word++] = Float.floatToRawIntBits((float) triangle.normalY);
      words[word++] = Float.floatToRawIntBits((float) triangle.normalZ);
      words[word++] = 0;
    }
  }
}

package io.oriel.renderer.preview;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** The id of the mesh that is seen, 0 where nothing is. */
final class IdShader implements Shader {
  private final Function<Scene, Segmentation> kind;

  IdShader(Function<Scene, Segmentation> kind) {
    this.kind = kind;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public Map<String, Object> parameters(Scene scene) {
    return kind.apply(scene).parameters();
  }

  @Override
  public void background(int x, int y, int count, int[] words, int at) {
    Arrays.fill(words, at, at + count, 0);
  }

  @Override
  public void surface(ExactTriangle triangle, int x, int y, int count, int[] words, int at) {
    int id = kind.apply(triangle.scene()).id(triangle.mesh);
    Arrays.fill(words, at, at + count, id);
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An output whose pixels are exact: each holds what its centre shows, worked out from the points of
 * the stage themselves, and no edge is smoothed.
 */
final class SurfaceOutput implements Output {
  private final Screen screen;
  private final Shader shader;
  private final int[] drawn;
  private final TensorChannels image;
  private final Map<String, TensorChannels> others;
  private final TensorChannels[] targets;
  private final AovLayout layout;
  private Optional<Data> data = Optional.empty();

  /** An output of one tensor. */
  SurfaceOutput(String aov, Screen screen, Shader shader, TensorChannels image) {
    this(aov, screen, shader, image, Map.of());
  }

  /** An output of several tensors; {@code others} by name. */
  SurfaceOutput(
      String aov,
      Screen screen,
      Shader shader,
      TensorChannels image,
      Map<String, TensorChannels> others) {
    this.screen = screen;
    this.shader = shader;
    this.drawn = new int[screen.tiles];
    this.image = image;
    this.others = others;
    this.targets =
        Stream.concat(Stream.of(image), others.values().stream()).toArray(TensorChannels[]::new);
    this.layout =
        new AovLayout(
            aov,
            image.memory().layout,
            others.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().memory().layout)));
  }

  @Override
  public AovLayout layout() {
    return layout;
  }

  @Override
  public void begin(SceneState state) {
    if (data.isEmpty()) {
      for (TensorChannels target : targets) {
        target.memory().allocate();
      }
      data = Optional.of(new Data(image, others));
    }
    shader.begin();
    data.orElseThrow().parameters = shader.parameters(state.scene);
  }

  @Override
  public AovData data() {
    return data.orElseThrow();
  }

  @Override
  public boolean isDrawn(int tile, int version) {
    return drawn[tile] == version;
  }

  @Override
  public void draw(
      Kernels kernels,
      SceneState state,
      Lights lights,
      int tile,
      int version,
      TileBuffers buffers) {
    drawn[tile] = version;
    int x = screen.originX(tile) + 1;
    int y = screen.originY(tile) + 1;
    int columns = Math.min(Screen.STEP, screen.width - x);
    int rows = Math.min(Screen.STEP, screen.height - y);
    for (int row = 0; row < rows; row++) {
      shadeRow(state, x, y + row, columns, (row + 1) * Screen.TILE + 1, buffers);
      for (TensorChannels target : targets) {
        target.write(buffers.words, shader.channels(), columns, x, y + row);
      }
    }
  }

  /** Shades pixels that show the same triangle together. */
  private void shadeRow(SceneState state, int x, int y, int columns, int at, TileBuffers buffers) {
    int[] ids = buffers.ids;
    for (int from = 0; from < columns; ) {
      int id = ids[at + from];
      int to = from + 1;
      while (to < columns && ids[at + to] == id) {
        to++;
      }
      int word = from * shader.channels();
      if (id == 0) {
        shader.background(x + from, y, to - from, buffers.words, word);
      } else {
        ExactTriangle triangle = buffers.triangles.get(state, id);
        shader.surface(triangle, x + from, y, to - from, buffers.words, word);
      }
      from = to;
    }
  }

  @Override
  public void close() {
    for (TensorChannels target : targets) {
      target.memory().close();
    }
  }

  private static final class Data implements AovData {
    private final Tensor image;
    private final Map<String, Tensor> others;
    private Map<String, Object> parameters = Map.of();

    Data(TensorChannels image, Map<String, TensorChannels> others) {
      this.image = image.memory().tensor();
      this.others =
          others.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().memory().tensor()));
    }

    @Override
    public Tensor image() {
      return image;
    }

    @Override
    public Optional<Tensor> other(String name) {
      return Optional.ofNullable(others.get(name));
    }

    @Override
    public Map<String, Object> parameters() {
      return parameters;
    }
  }
}

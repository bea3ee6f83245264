package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.RenderedFrame;
import java.util.List;
import java.util.Optional;

/** The frame of a renderer, the same object for every step. */
final class PreviewFrame implements RenderedFrame {
  private final List<Output> outputs;
  private final List<Optional<AovLayout>> layouts;
  private final TileJob tiles;
  private final PickJob picks;
  private final Runnable onDrawn;

  private Kernels kernels;
  private SceneState state;
  private boolean unchanged;
  private List<PickQuery> queries = List.of();

  /** Runs {@code onDrawn} whenever an output was brought up to date. */
  PreviewFrame(List<Output> outputs, TileJob tiles, PickJob picks, Runnable onDrawn) {
    this.outputs = outputs;
    this.layouts = outputs.stream().map(output -> Optional.of(output.layout())).toList();
    this.tiles = tiles;
    this.picks = picks;
    this.onDrawn = onDrawn;
  }

  PreviewFrame begin(Kernels fastest, SceneState now, boolean isUnchanged, List<PickQuery> asked) {
    kernels = fastest;
    state = now;
    unchanged = isUnchanged;
    queries = asked;
    return this;
  }

  @Override
  public boolean unchanged() {
    return unchanged;
  }

  @Override
  public Optional<AovLayout> layout(String aov) {
    int index = index(aov);
    return index < 0 ? Optional.empty() : layouts.get(index);
  }

  @Override
  public AovData map(String aov) throws OrielException {
    int index = index(aov);
    if (index < 0) {
      throw new OrielException(ErrorCode.AOV_UNAVAILABLE, "the preview renderer has no " + aov);
    }
    Output output = outputs.get(index);
    tiles.run(kernels, state, output);
    onDrawn.run();
    return output.data();
  }

  private int index(String aov) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).layout().aov().equals(aov)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public List<PickResult> picks() {
    return picks.answer(queries);
  }

  @Override
  public void close() {
    queries = List.of();
  }
}

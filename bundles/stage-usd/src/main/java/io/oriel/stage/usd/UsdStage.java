package io.oriel.stage.usd;

import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageTree;
import java.util.List;

/** A stage that is wholly in memory; its worker is gone. */
record UsdStage(StageInfo info, StageTree tree, StageGeometry geometry) implements Stage {
  /** The stage with nothing in it. */
  static UsdStage empty() {
    return new UsdStage(
        StageInfo.builder().build(),
        new UsdTree.Builder(0).build(),
        new UsdGeometry(List.of(), List.of(), List.of(), List.of(), 0, 0));
  }

  @Override
  public void close() {
    // Nothing outside the heap belongs to it.
  }
}

package io.oriel.stage.usd;

import io.oriel.api.stage.StageInfo;
import java.util.List;

/** All of a stage that is kept in memory. */
record StageContents(StageInfo info, UsdTree tree, UsdGeometry geometry) {
  /** Nothing at all. */
  static StageContents empty() {
    return new StageContents(
        StageInfo.builder().build(),
        new UsdTree.Builder(0).build(),
        new UsdGeometry(List.of(), List.of(), List.of(), List.of(), 0, 0));
  }
}

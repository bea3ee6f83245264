package io.oriel.stage.usd;

import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageTree;

/** A stage in memory, and its worker for what is not. */
record UsdStage(StageContents contents, UsdQueries queries) implements Stage {
  @Override
  public StageInfo info() {
    return contents.info();
  }

  @Override
  public StageTree tree() {
    return contents.tree();
  }

  @Override
  public StageGeometry geometry() {
    return contents.geometry();
  }

  @Override
  public void close() {
    queries.close();
  }
}

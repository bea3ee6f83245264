package io.oriel.selection;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import java.util.List;

/** What is selected now. */
record StageSelectionChanged(@Truncatable List<String> prims) implements ServerMessage {
  @Override
  public String event() {
    return "stageSelectionChanged";
  }
}

package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import java.util.List;
import java.util.Optional;

/**
 * The stages that viewers may open.
 *
 * @param active what viewers call the stage that is shown; empty for the empty stage
 * @param limit why there are more than these; empty if these are all
 */
public record ListScenesResult(
    @Truncatable List<Scene> scenes, String active, Optional<String> limit)
    implements ServerMessage {
  /**
   * A stage.
   *
   * @param url what it is opened by
   * @param name of its file, without the extension
   */
  public record Scene(String url, String name) {}

  @Override
  public String event() {
    return "listScenesResult";
  }
}

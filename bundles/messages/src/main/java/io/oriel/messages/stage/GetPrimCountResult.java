package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;

/** How many prims the stage has that is shown. */
public record GetPrimCountResult(int count) implements ServerMessage {
  @Override
  public String event() {
    return "getPrimCountResult";
  }
}

package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;

/** What a load does, a few words. */
public record UpdateProgressActivity(String activity) implements ServerMessage {
  @Override
  public String event() {
    return "updateProgressActivity";
  }
}

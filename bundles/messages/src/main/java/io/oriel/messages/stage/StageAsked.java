package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.messages.dialect.KitDialect;

/**
 * Which stage an asker means: for its dialect, which names the stage as the asker did; it is not
 * sent.
 *
 * @param url what viewers call the stage
 */
record StageAsked(String url) implements ServerMessage {
  @Override
  public String event() {
    return KitDialect.ASKED;
  }
}

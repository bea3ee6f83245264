package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;

/**
 * How far a load is.
 *
 * @param amount 0 to 1
 */
public record UpdateProgressAmount(double amount) implements ServerMessage {
  @Override
  public String event() {
    return "updateProgressAmount";
  }
}

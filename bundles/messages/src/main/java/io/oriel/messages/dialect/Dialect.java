package io.oriel.messages.dialect;

import io.oriel.api.error.Problem;
import io.oriel.api.message.ReceivedMessage;
import java.util.List;
import java.util.Optional;

/** How one viewer wants to be talked to; one object a viewer. Any thread. */
public interface Dialect {
  /** The one that messages are made in: nothing is added and nothing changed. */
  Dialect VIEWER =
      new Dialect() {
        @Override
        public void asked(ReceivedMessage message) {}

        @Override
        public List<WireMessage> answered(ReceivedMessage message, Optional<Problem> failure) {
          return List.of();
        }

        @Override
        public List<WireMessage> translate(WireMessage message, String cause) {
          return message.event().equals(KitDialect.ASKED) ? List.of() : List.of(message);
        }
      };

  /** A message of the viewer goes to its handler now. */
  void asked(ReceivedMessage message);

  /** The handler has returned, or failed: what this dialect answers beside the handler. */
  List<WireMessage> answered(ReceivedMessage message, Optional<Problem> failure);

  /**
   * What the viewer is sent in the place of a message.
   *
   * @param cause event of the viewer's own message that led to it; empty if none did
   */
  List<WireMessage> translate(WireMessage message, String cause);
}

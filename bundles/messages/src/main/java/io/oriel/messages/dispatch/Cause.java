package io.oriel.messages.dispatch;

import java.util.Optional;

/**
 * Whose message something comes of.
 *
 * @param asker who sent it; empty if nobody asked
 * @param event of the message; empty if there was none
 */
record Cause(Optional<Conversation> asker, String event) {
  static final Cause NONE = new Cause(Optional.empty(), "");

  /** The event of this viewer's own message that it comes of; empty if it comes of none. */
  String of(Conversation viewer) {
    return asker.filter(viewer::equals).isPresent() ? event : "";
  }
}

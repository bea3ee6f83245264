package io.oriel.messages.dispatch;

import io.oriel.api.error.Problem;
import io.oriel.api.message.ServerMessage;
import java.util.Optional;

/**
 * The one message that says what went wrong.
 *
 * @param code of the table of errors
 * @param message cause and remedy
 * @param detail what is particular to this occurrence
 */
public record ViewerError(String code, String message, Optional<String> detail)
    implements ServerMessage {
  private static final int MOST_DETAIL = 2_000;

  static ViewerError of(Problem problem) {
    String detail = problem.detail();
    return new ViewerError(
        problem.code().id(),
        problem.code().cause() + " " + problem.code().remedy(),
        detail.isEmpty()
            ? Optional.empty()
            : Optional.of(detail.substring(0, Math.min(detail.length(), MOST_DETAIL))));
  }

  @Override
  public String event() {
    return "viewerError";
  }
}

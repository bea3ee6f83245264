package io.oriel.messages.view;

import io.oriel.api.message.ServerMessage;
import java.util.Optional;

/**
 * The size of the picture, which is fixed.
 *
 * @param width pixels
 * @param height pixels
 * @param reason why it is not the size that was asked for
 */
public record ResizeViewportResult(int width, int height, Result result, Optional<String> reason)
    implements ServerMessage {
  /** Whether the picture has the size that was asked for. */
  public enum Result {
    SUCCESS,
    UNSUPPORTED
  }

  @Override
  public String event() {
    return "resizeViewportResult";
  }
}

package io.oriel.messages.view;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.AovStatus;

/** Whether a segmentation is shown. */
public record SegViewState(boolean enabled) implements ServerMessage {
  static SegViewState of(AovStatus aov) {
    return new SegViewState(Segmentation.isOne(aov.active()));
  }

  @Override
  public String event() {
    return "segViewState";
  }
}

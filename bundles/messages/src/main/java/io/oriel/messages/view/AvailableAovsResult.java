package io.oriel.messages.view;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.AovStatus;
import java.util.List;

/** The outputs that can be shown; the same list under both of its names. */
public record AvailableAovsResult(List<String> aovs, List<String> available)
    implements ServerMessage {
  static AvailableAovsResult of(AovStatus aov) {
    return new AvailableAovsResult(aov.available(), aov.available());
  }

  @Override
  public String event() {
    return "availableAOVsResult";
  }
}

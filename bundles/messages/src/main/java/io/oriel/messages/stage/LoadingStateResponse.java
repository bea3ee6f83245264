package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamStatus;

/**
 * Whether a stage is being loaded, which lasts until its first picture.
 *
 * @param url what viewers call the stage that loads, or else the one that is shown
 */
public record LoadingStateResponse(@WireName("loading_state") State loadingState, String url)
    implements ServerMessage {
  /** What the loader does. */
  public enum State {
    IDLE,
    BUSY
  }

  static LoadingStateResponse of(StreamStatus status, StageAddresses addresses) {
    StageStatus stage = status.stage();
    return new LoadingStateResponse(
        stage.loading().isPresent() || FirstPicture.isAwaited(status) ? State.BUSY : State.IDLE,
        addresses.url(stage.loading().orElse(stage.location())));
  }

  boolean busy() {
    return loadingState == State.BUSY;
  }

  @Override
  public String event() {
    return "loadingStateResponse";
  }
}

package io.oriel.navigation;

import io.oriel.api.message.ServerMessage;

/** Through which camera of the stage it is seen, or {@link StreamCamera#FREE}. */
record CameraChanged(String activeCamera) implements ServerMessage {
  @Override
  public String event() {
    return "camera_changed";
  }
}

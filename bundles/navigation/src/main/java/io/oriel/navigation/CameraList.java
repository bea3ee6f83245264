package io.oriel.navigation;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import java.util.List;

/** The cameras of the stage. */
record CameraList(@Truncatable List<Item> cameras, String activeCamera, long stageGeneration)
    implements ServerMessage {
  /** One of them; the focal length as it was authored. */
  record Item(String path, String name, double focalLength) {}

  @Override
  public String event() {
    return "camera_list";
  }
}

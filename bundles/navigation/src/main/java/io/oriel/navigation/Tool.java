package io.oriel.navigation;

import java.util.Arrays;
import java.util.Optional;

/** What the left button of a viewer does when it is dragged. */
enum Tool {
  ORBIT("orbit", "viewer"),
  PAN("pan", "viewer"),
  ZOOM("zoom", "viewer"),
  SELECT("select", "dcc"),
  FLY("fly", "fly");

  private final String id;
  private final String mode;

  Tool(String id, String mode) {
    this.id = id;
    this.mode = mode;
  }

  /** Name in messages. */
  String id() {
    return id;
  }

  /** The mode of the camera that it belongs to. */
  String mode() {
    return mode;
  }

  static Optional<Tool> ofId(String id) {
    return Arrays.stream(values()).filter(tool -> tool.id.equals(id)).findFirst();
  }

  /** The first tool of a mode. */
  static Optional<Tool> ofMode(String mode) {
    return Arrays.stream(values()).filter(tool -> tool.mode.equals(mode)).findFirst();
  }
}

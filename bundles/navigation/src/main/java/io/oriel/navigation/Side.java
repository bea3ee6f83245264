package io.oriel.navigation;

import io.oriel.api.geometry.Vector3;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A side from which the stage is seen along an axis. */
enum Side {
  FRONT,
  BACK,
  LEFT,
  RIGHT,
  TOP,
  BOTTOM;

  static Optional<Side> ofId(String id) {
    return Arrays.stream(values())
        .filter(side -> side.name().toLowerCase(Locale.ROOT).equals(id))
        .findFirst();
  }

  /** The same target seen from this side. */
  Rig seen(Rig rig, Scene scene) {
    Vector3 up = scene.up();
    Vector3 front = scene.front();
    Vector3 right = up.cross(front);
    return switch (this) {
      case FRONT -> rig.seenFrom(front, up);
      case BACK -> rig.seenFrom(front.times(-1), up);
      case LEFT -> rig.seenFrom(right.times(-1), up);
      case RIGHT -> rig.seenFrom(right, up);
      case TOP -> rig.seenFrom(up, front.times(-1));
      case BOTTOM -> rig.seenFrom(up.times(-1), front);
    };
  }
}

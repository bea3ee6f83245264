package io.oriel.navigation;

import io.oriel.api.geometry.Vector3;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** How a viewer flies: by the keys that it holds and the sticks of its gamepad. */
final class Flight {
  /** A key and where it leads: to the right, up, forwards. */
  private enum Key {
    W(0, 0, 1),
    S(0, 0, -1),
    A(-1, 0, 0),
    D(1, 0, 0),
    Q(0, -1, 0),
    E(0, 1, 0);

    private final Vector3 direction;

    Key(double right, double up, double forward) {
      direction = new Vector3(right, up, forward);
    }

    static Optional<Key> ofCode(String code) {
      return Arrays.stream(values()).filter(key -> code.equals("Key" + key.name())).findFirst();
    }
  }

  /** Radians a second that a stick turns at its end. */
  private static final double TURN_SPEED = 1.5;

  private static final int AXES = 4;
  private static final int DOWN_TRIGGER = 6;
  private static final int UP_TRIGGER = 7;
  private static final double MAX_FACTOR = 64;

  private final Set<Key> held = EnumSet.noneOf(Key.class);
  private final double[] sticks = new double[AXES];
  private final double[] triggers = new double[2];
  private double factor = 1;

  /** Takes a key that leads somewhere; false if this one does not. */
  boolean key(String code, boolean pressed) {
    Optional<Key> key = Key.ofCode(code);
    key.ifPresent(known -> {
      if (pressed) {
        held.add(known);
      } else {
        held.remove(known);
      }
    });
    return key.isPresent();
  }

  /**
   * Takes an axis of a gamepad: left stick to the right and down, right stick likewise.
   *
   * @param deadZone share of its way that counts as its rest: sticks are never quite there
   */
  void stick(int axis, double position, double deadZone) {
    if (axis >= 0 && axis < AXES) {
      sticks[axis] = beyond(deadZone, position);
    }
  }

  /** Takes a button of a gamepad: the triggers lead down and up. */
  void button(int button, double position, double deadZone) {
    if (button == DOWN_TRIGGER || button == UP_TRIGGER) {
      triggers[button - DOWN_TRIGGER] = beyond(deadZone, position);
    }
  }

  private static double beyond(double deadZone, double position) {
    double size = Math.min(Math.abs(position), 1);
    return size < deadZone ? 0 : Math.signum(position) * (size - deadZone) / (1 - deadZone);
  }

  /** Multiplies the speed. */
  void faster(double by) {
    factor = Math.clamp(factor * by, 1 / MAX_FACTOR, MAX_FACTOR);
  }

  /** True while a key is held. */
  boolean byKeys() {
    return !held.isEmpty();
  }

  /** True while a stick or a trigger is away from its rest. */
  boolean bySticks() {
    return Arrays.stream(sticks).anyMatch(s -> s != 0)
        || Arrays.stream(triggers).anyMatch(t -> t != 0);
  }

  /** Lets go of everything. */
  void stop() {
    held.clear();
    Arrays.fill(sticks, 0);
    Arrays.fill(triggers, 0);
  }

  /**
   * Where the camera is some seconds later.
   *
   * @param keys whether keys count
   * @param speed share of the stage's diagonal a second
   */
  Rig after(double seconds, boolean keys, double speed, Rig rig, Scene scene) {
    Vector3 way = new Vector3(sticks[0], triggers[1] - triggers[0], -sticks[1]);
    if (keys) {
      for (Key key : held) {
        way = way.plus(key.direction);
      }
    }
    double length = Math.max(way.length(), 1);
    double step = 2 * scene.radius() * speed * factor * seconds / length;
    double turn = TURN_SPEED * seconds;
    return rig.look(sticks[2] * turn, sticks[3] * turn, scene)
        .moved(
            rig.right()
                .times(way.x())
                .plus(scene.up().times(way.y()))
                .plus(rig.back().times(-way.z()))
                .times(step));
  }
}

package io.oriel.navigation;

import io.oriel.api.input.InputEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fingers of a viewer on its screen. One is a pointer, two pinch; more are passed over. */
final class Fingers {
  /** What two fingers did: their middle moved by pixels, their distance changed. */
  record Pinch(double dx, double dy, double factor) {}

  private static final int USED = 2;

  /** Fingers cannot be closer; else their distance would mean nothing. */
  private static final double MIN_SPREAD = 8;

  private final Map<Integer, InputEvent.Touch> down = new LinkedHashMap<>();

  /** Takes a finger; true if it is the only one. */
  boolean began(InputEvent.Touch touch) {
    if (down.size() < USED) {
      down.put(touch.id(), touch);
    }
    return down.size() == 1;
  }

  /** True for the only finger. */
  boolean isOnly(int id) {
    return down.size() == 1 && down.containsKey(id);
  }

  /** Takes a move; what it pinches, if it is one of two. */
  Optional<Pinch> moved(InputEvent.Touch touch) {
    if (!down.containsKey(touch.id())) {
      return Optional.empty();
    }
    List<InputEvent.Touch> before = List.copyOf(down.values());
    down.put(touch.id(), touch);
    if (before.size() < USED) {
      return Optional.empty();
    }
    List<InputEvent.Touch> after = List.copyOf(down.values());
    return Optional.of(
        new Pinch(
            (after.get(0).x() + after.get(1).x() - before.get(0).x() - before.get(1).x()) / 2,
            (after.get(0).y() + after.get(1).y() - before.get(0).y() - before.get(1).y()) / 2,
            spread(before) / spread(after)));
  }

  private static double spread(List<InputEvent.Touch> two) {
    double dx = two.get(0).x() - two.get(1).x();
    double dy = two.get(0).y() - two.get(1).y();
    return Math.max(Math.hypot(dx, dy), MIN_SPREAD);
  }

  void ended(int id) {
    down.remove(id);
  }

  void clear() {
    down.clear();
  }
}

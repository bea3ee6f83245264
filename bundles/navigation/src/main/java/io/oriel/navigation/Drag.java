package io.oriel.navigation;

import io.oriel.api.input.InputEvent;

/** A button that is held down, or a finger, and what its moves do. */
final class Drag {
  /** What moves do. */
  enum Action {
    ORBIT,
    PAN,
    DOLLY,
    LOOK,
    MARQUEE,
    NONE
  }

  /** How far the pointer went, pixels. */
  record Step(double dx, double dy) {}

  private final InputEvent.PointerButton start;
  private final Action action;
  private final double threshold;
  private double lastX;
  private double lastY;
  private boolean dragged;

  /**
   * @param threshold pixels from the start up to which it is still a click
   */
  Drag(InputEvent.PointerButton start, Action action, double threshold) {
    this.start = start;
    this.action = action;
    this.threshold = threshold;
    this.lastX = start.x();
    this.lastY = start.y();
  }

  int button() {
    return start.button();
  }

  int modifiers() {
    return start.modifiers();
  }

  double startX() {
    return start.x();
  }

  double startY() {
    return start.y();
  }

  Action action() {
    return action;
  }

  /** True once it is no click any more. */
  boolean dragged() {
    return dragged;
  }

  /** Goes to a place; the way that it has not gone yet, all of it where the drag begins. */
  Step to(double x, double y) {
    dragged |= Math.hypot(x - start.x(), y - start.y()) > threshold;
    if (!dragged) {
      return new Step(0, 0);
    }
    Step step = new Step(x - lastX, y - lastY);
    lastX = x;
    lastY = y;
    return step;
  }
}

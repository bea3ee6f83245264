package io.oriel.navigation;

import io.oriel.api.input.InputEvent;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterReading;
import io.oriel.tck.FakeViewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream that is steered, and a viewer with hands. */
final class Rigged implements AutoCloseable {
  static final int LEFT = 0;
  static final int MIDDLE = 1;
  static final int RIGHT = 2;
  static final Limits LIMITS = new Limits(Math.toRadians(89.4), 1e-4, 1e3);
  static final NavigationSettings SETTINGS =
      new NavigationSettings(0.005, 0.01, 0.1, 1, 0.2, 0.15, LIMITS, 5, 9, false);

  final FakeStream stream = new FakeStream();
  NavigationSettings settings = SETTINGS;
  final FakeSelection selection = new FakeSelection();
  final FakeClock clock = new FakeClock();
  final List<ServerMessage> announced = new ArrayList<>();
  final StreamNavigation navigation =
      new StreamNavigation(
          stream.control,
          clock,
          Runnable::run,
          () -> settings,
          () -> Optional.of(selection),
          state -> announced.add(state.get()));
  final FakeViewer ada = new FakeViewer("ada");

  ViewerInput input() {
    return navigation.of(ada);
  }

  void give(InputEvent event) {
    input().nativeInput(event);
  }

  void press(double x, double y, int button, int modifiers) {
    give(new InputEvent.PointerButton(x, y, button, true, modifiers));
  }

  void move(double x, double y) {
    give(new InputEvent.PointerMoved(x, y, 0));
  }

  void release(double x, double y, int button) {
    give(new InputEvent.PointerButton(x, y, button, false, 0));
  }

  /** Drags from (100, 100) by so many pixels. */
  void drag(int button, int modifiers, double dx, double dy) {
    press(100, 100, button, modifiers);
    move(100 + dx / 2, 100 + dy / 2);
    move(100 + dx, 100 + dy);
    release(100 + dx, 100 + dy, button);
  }

  void wheel(double steps) {
    give(new InputEvent.Wheel(100, 100, 0, steps, 0));
  }

  void key(String code, boolean pressed) {
    give(new InputEvent.Key(code, pressed, 0));
  }

  void touch(int id, InputEvent.Touch.Phase phase, double x, double y) {
    give(new InputEvent.Touch(id, phase, x, y));
  }

  void gamepad(int control, double position) {
    give(new InputEvent.Gamepad(0, control, position));
  }

  long count(NavigationCounter counter) {
    return navigation.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(CounterReading::value)
        .sum();
  }

  @Override
  public void close() {
    navigation.close();
  }
}

package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.input.InputEvent;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.selection.SelectionService;
import io.oriel.api.selection.SelectionService.Change;
import io.oriel.api.transport.Viewer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one viewer does with its devices, and what becomes of it. Called on the viewer's inbox
 * thread, {@link #advance} on the ticker's.
 */
final class ViewerInput {
  private static final int LEFT = 0;
  private static final int MIDDLE = 1;
  private static final int RIGHT = 2;

  /** No screen is that large. */
  private static final double MAX_PLACE = 1e5;

  /** No wheel is that quick. */
  private static final double MAX_STEPS = 100;

  private final Viewer viewer;
  private final StreamCamera camera;
  private final Supplier<Optional<SelectionService>> selection;
  private final Runnable fit;
  private final Supplier<NavigationSettings> settings;
  private final CounterSet<NavigationCounter> counters;
  private final Ticker ticker;

  // Guarded by this.
  private final Flight flight = new Flight();
  private final Fingers fingers = new Fingers();
  private Tool tool = Tool.ORBIT;
  private boolean active = true;
  private boolean nativeSeen;

  /** Pixels of the picture for one of the viewer's own. */
  private double scale = 1;

  private Optional<Drag> drag = Optional.empty();

  /**
   * @param fit what the key for it does
   */
  ViewerInput(
      Viewer viewer,
      StreamCamera camera,
      Supplier<Optional<SelectionService>> selection,
      Runnable fit,
      Supplier<NavigationSettings> settings,
      CounterSet<NavigationCounter> counters,
      Ticker ticker) {
    this.viewer = viewer;
    this.camera = camera;
    this.selection = selection;
    this.fit = fit;
    this.settings = settings;
    this.counters = counters;
    this.ticker = ticker;
  }

  synchronized Tool tool() {
    return tool;
  }

  synchronized void use(Tool next) {
    cancel();
    tool = next;
  }

  /** Turns input on or off; what is under way ends. */
  synchronized void setActive(boolean value) {
    active = value;
    if (!value) {
      cancel();
    }
  }

  /** Ends every gesture without a result. */
  synchronized void cancel() {
    drag = Optional.empty();
    flight.stop();
    fingers.clear();
    selection.get().ifPresent(s -> s.endHover(viewer));
  }

  /** Input by the viewer's own channel. From then on it is the only one. */
  synchronized void nativeInput(InputEvent event) {
    if (!nativeSeen) {
      nativeSeen = true;
      cancel();
    }
    take(event);
  }

  /**
   * Input by a message.
   *
   * @throws OrielException if the viewer's own channel works
   */
  synchronized void messageInput(InputEvent event) throws OrielException {
    if (nativeSeen) {
      throw new OrielException(
          ErrorCode.UNSUPPORTED, "input arrives by the data channel; mouseInput is not needed");
    }
    take(event);
  }

  private void take(InputEvent event) {
    counters.increment(NavigationCounter.INPUT);
    if (!active && !(event instanceof InputEvent.View)) {
      counters.increment(NavigationCounter.INPUT_IGNORED);
    } else if (!isPlausible(event)) {
      counters.increment(NavigationCounter.INPUT_REFUSED);
      if (event instanceof InputEvent.PointerButton || event instanceof InputEvent.Touch) {
        // It may have been what ends a gesture.
        cancel();
      }
    } else {
      switch (event) {
        case InputEvent.PointerMoved moved -> pointed(moved.x(), moved.y());
        case InputEvent.PointerButton button -> button(button);
        case InputEvent.Wheel wheel -> wheel(wheel);
        case InputEvent.Key key -> key(key);
        case InputEvent.Touch touch -> touch(touch);
        case InputEvent.Gamepad gamepad -> gamepad(gamepad);
        case InputEvent.View view -> scale = view.scale();
        default -> {}
      }
    }
  }

  private static boolean isPlausible(InputEvent event) {
    return switch (event) {
      case InputEvent.PointerMoved e -> within(MAX_PLACE, e.x(), e.y());
      case InputEvent.PointerButton e -> within(MAX_PLACE, e.x(), e.y());
      case InputEvent.Wheel e -> within(MAX_STEPS, e.deltaX(), e.deltaY());
      case InputEvent.Touch e -> within(MAX_PLACE, e.x(), e.y());
      case InputEvent.Gamepad e -> within(1, e.position(), 0);
      case InputEvent.View e ->
          e.scale() >= InputEvent.View.MIN_SCALE && e.scale() <= InputEvent.View.MAX_SCALE;
      default -> true;
    };
  }

  private static boolean within(double limit, double a, double b) {
    return Math.abs(a) <= limit && Math.abs(b) <= limit;
  }

  private void pointed(double x, double y) {
    if (drag.isPresent()) {
      move(drag.get(), x, y);
    } else {
      selection.get().ifPresent(s -> s.hover(viewer, x, y));
    }
  }

  private void button(InputEvent.PointerButton event) {
    if (event.pressed()) {
      if (drag.isEmpty() || drag.get().button() == event.button()) {
        press(event, settings.get().clickThreshold());
      }
    } else if (drag.isPresent() && drag.get().button() == event.button()) {
      release(event.x(), event.y());
    }
  }

  /**
   * @param threshold of the viewer's own pixels
   */
  private void press(InputEvent.PointerButton event, int threshold) {
    Drag.Action action = action(event.button(), event.modifiers());
    drag = Optional.of(new Drag(event, action, threshold * scale));
    if (event.button() == RIGHT && flight.byKeys()) {
      ticker.start();
    }
  }

  private Drag.Action action(int button, int modifiers) {
    boolean alt = (modifiers & InputEvent.ALT) != 0;
    return switch (button) {
      case LEFT -> alt ? Drag.Action.ORBIT : leftAction(modifiers);
      case MIDDLE -> Drag.Action.PAN;
      case RIGHT -> tool == Tool.FLY && !alt ? Drag.Action.LOOK : Drag.Action.DOLLY;
      default -> Drag.Action.NONE;
    };
  }

  private Drag.Action leftAction(int modifiers) {
    if ((modifiers & InputEvent.SHIFT) != 0) {
      return Drag.Action.MARQUEE;
    }
    return switch (tool) {
      case ORBIT -> Drag.Action.ORBIT;
      case PAN -> Drag.Action.PAN;
      case ZOOM -> Drag.Action.DOLLY;
      case SELECT -> Drag.Action.MARQUEE;
      case FLY -> Drag.Action.LOOK;
    };
  }

  private void move(Drag moving, double x, double y) {
    boolean before = moving.dragged();
    Drag.Step step = moving.to(x, y);
    if (!moving.dragged()) {
      return;
    }
    if (!before) {
      selection.get().ifPresent(s -> s.endHover(viewer));
    }
    steer(moving, step.dx(), step.dy());
  }

  private void steer(Drag moving, double dx, double dy) {
    NavigationSettings now = settings.get();
    double turn = now.orbitGain() / scale;
    boolean flies = moving.button() == RIGHT && flight.byKeys();
    switch (flies ? Drag.Action.LOOK : moving.action()) {
      case ORBIT -> camera.steer((rig, scene) -> rig.orbit(dx * turn, dy * turn, scene));
      case LOOK -> camera.steer((rig, scene) -> rig.look(dx * turn, dy * turn, scene));
      case PAN ->
          camera.steer((rig, scene) ->
              rig.pan(dx * now.panGain(), dy * now.panGain(), camera.pictureHeight()));
      case DOLLY -> zoom(dy * now.dollyGain() / scale);
      case MARQUEE, NONE -> {}
    }
  }

  private void zoom(double logarithm) {
    camera.steer((rig, scene) -> rig.dolly(Math.exp(logarithm), scene));
  }

  private void release(double x, double y) {
    Drag ended = drag.orElseThrow();
    move(ended, x, y);
    drag = Optional.empty();
    if (!ended.dragged()) {
      if (ended.button() == LEFT) {
        selection.get().ifPresent(s -> s.click(viewer, x, y, change(ended.modifiers())));
      }
    } else if (ended.action() == Drag.Action.MARQUEE) {
      selection
          .get()
          .ifPresent(s ->
              s.marquee(viewer, ended.startX(), ended.startY(), x, y, change(ended.modifiers())));
    }
  }

  private static Change change(int modifiers) {
    if ((modifiers & InputEvent.SHIFT) != 0) {
      return Change.ADD;
    }
    return (modifiers & (InputEvent.CONTROL | InputEvent.META)) != 0
        ? Change.TOGGLE
        : Change.REPLACE;
  }

  private void wheel(InputEvent.Wheel wheel) {
    double logarithm = wheel.deltaY() * settings.get().wheelGain();
    if (isFlying()) {
      flight.faster(Math.exp(-logarithm));
    } else {
      zoom(logarithm);
    }
  }

  private boolean isFlying() {
    return tool == Tool.FLY || drag.isPresent() && drag.get().button() == RIGHT;
  }

  private void key(InputEvent.Key key) {
    int command = InputEvent.CONTROL | InputEvent.ALT | InputEvent.META;
    if (!key.pressed()) {
      flight.key(key.code(), false);
    } else if ((key.modifiers() & command) == 0) {
      pressed(key.code());
    }
  }

  private void pressed(String code) {
    if (flight.key(code, true)) {
      if (isFlying()) {
        ticker.start();
      }
      return;
    }
    switch (code) {
      case "KeyF" -> fit.run();
      case "Home" -> camera.home();
      case "Escape" -> cancel();
      default -> {}
    }
  }

  private void touch(InputEvent.Touch touch) {
    switch (touch.phase()) {
      case BEGAN -> {
        if (fingers.began(touch)) {
          press(asLeftButton(touch), settings.get().touchThreshold());
        } else {
          drag = Optional.empty();
        }
      }
      case MOVED -> {
        Optional<Fingers.Pinch> pinch = fingers.moved(touch);
        if (pinch.isPresent()) {
          pinch(pinch.get());
        } else if (drag.isPresent() && fingers.isOnly(touch.id())) {
          move(drag.get(), touch.x(), touch.y());
        }
      }
      case ENDED -> {
        if (drag.isPresent() && fingers.isOnly(touch.id())) {
          release(touch.x(), touch.y());
        }
        fingers.ended(touch.id());
      }
      case CANCELLED -> {
        drag = Optional.empty();
        fingers.ended(touch.id());
      }
    }
  }

  private static InputEvent.PointerButton asLeftButton(InputEvent.Touch touch) {
    return new InputEvent.PointerButton(touch.x(), touch.y(), LEFT, true, 0);
  }

  private void pinch(Fingers.Pinch pinch) {
    camera.steer((rig, scene) ->
        rig.pan(pinch.dx(), pinch.dy(), camera.pictureHeight()).dolly(pinch.factor(), scene));
  }

  private void gamepad(InputEvent.Gamepad event) {
    double deadZone = settings.get().deadZone();
    if (event.isAxis()) {
      flight.stick(event.control() - InputEvent.Gamepad.FIRST_AXIS, event.position(), deadZone);
    } else {
      flight.button(event.control(), event.position(), deadZone);
    }
    if (flight.bySticks()) {
      ticker.start();
    }
  }

  /** Flies on for some seconds; false if it does not fly. */
  synchronized boolean advance(double seconds) {
    boolean keys = isFlying() && flight.byKeys();
    boolean flies = keys || flight.bySticks();
    if (flies) {
      double speed = settings.get().flySpeed();
      camera.steer((rig, scene) -> flight.after(seconds, keys, speed, rig, scene));
    }
    return flies;
  }
}

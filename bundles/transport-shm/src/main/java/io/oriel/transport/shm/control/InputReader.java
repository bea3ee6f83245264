package io.oriel.transport.shm.control;

import static io.oriel.transport.shm.control.Fields.check;

import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputEvent.Touch.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the input of one viewer, in ovstream's numbers, and gives it in ours. Positions come in
 * pixels of the surface that the viewer last named and are handed on in those of the picture. Used
 * by one thread.
 */
final class InputReader {
  static final int MOST_TEXT_BYTES = 4096;
  static final int MOST_FINGERS = 11;

  private static final int WORD = 0xffff;
  private static final int MODIFIERS =
      InputEvent.SHIFT | InputEvent.CONTROL | InputEvent.ALT | InputEvent.META;
  private static final int MOVED = 0;
  private static final int WHEEL = 1;
  private static final int BUTTON = 2;

  /** How far from the picture's corner a position may be, in pixels. */
  private static final int FARTHEST = 65_536;

  /** How far a wheel may turn at once, in notches. */
  private static final float MOST_NOTCHES = 1000;

  /** Left, middle, right. */
  private static final int BUTTONS = 3;

  private static final Map<Integer, Phase> PHASES =
      Map.of(1, Phase.BEGAN, 2, Phase.ENDED, 3, Phase.MOVED, 4, Phase.CANCELLED);

  private final int width;
  private final int height;
  private int surfaceWidth;
  private int surfaceHeight;

  /**
   * @param width of the stream's picture, pixels
   * @param height of the stream's picture, pixels
   */
  InputReader(int width, int height) {
    this.width = width;
    this.height = height;
    this.surfaceWidth = width;
    this.surfaceHeight = height;
  }

  /**
   * The events of a line; none if it names a key, a button or a control that we have no name for.
   *
   * @throws MalformedLineException if anything in it is wrong
   */
  List<InputEvent> read(Line line) throws MalformedLineException {
    return switch (line.verb()) {
      case "INPUT_KEY" -> key(new Fields(line.rest()));
      case "INPUT_MOUSE" -> mouse(new Fields(line.rest()));
      case "INPUT_GAMEPAD" -> gamepad(new Fields(line.rest()));
      case "INPUT_TOUCH" -> touch(new Fields(line.rest()));
      case "UNICODE" -> text(line.rest());
      default -> throw new MalformedLineException();
    };
  }

  private static List<InputEvent> text(String text) throws MalformedLineException {
    final int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    check(bytes > 0 && bytes <= MOST_TEXT_BYTES);
    return List.of(new InputEvent.Text(text));
  }

  private static List<InputEvent> key(Fields in) throws MalformedLineException {
    final int keyCode = in.integer("keyCode", 0, WORD);
    in.integer("scanCode", 0, WORD);
    final int modifiers = in.integer("modifiers", 0, WORD) & MODIFIERS;
    final boolean pressed = in.integer("state", 0, 1) == 1;
    in.skipUnsigned("tsUs");
    in.end();
    return KeyCodes.name(keyCode)
        .map(code -> List.<InputEvent>of(new InputEvent.Key(code, pressed, modifiers)))
        .orElse(List.of());
  }

  private List<InputEvent> mouse(Fields in) throws MalformedLineException {
    final int type = in.integer("type", MOVED, BUTTON);
    final int modifiers = in.integer("modifiers", 0, WORD) & MODIFIERS;
    final int x = in.integer("x", -FARTHEST, FARTHEST);
    final int y = in.integer("y", -FARTHEST, FARTHEST);
    final int data = in.integer("data", Integer.MIN_VALUE, Integer.MAX_VALUE);
    final int data2 = in.integer("data2", Integer.MIN_VALUE, Integer.MAX_VALUE);
    final boolean pressed = in.integer("btnState", 0, 1) == 1;
    in.skipUnsigned("tsUs");
    final float right = in.number("scrollX", MOST_NOTCHES);
    final float away = in.number("scrollY", MOST_NOTCHES);
    in.end();
    return switch (type) {
      case MOVED -> {
        if (data > 0 && data2 > 0) {
          surfaceWidth = data;
          surfaceHeight = data2;
        }
        yield List.of(new InputEvent.PointerMoved(across(x), down(y), modifiers));
      }
      case WHEEL -> wheel(x, y, data, right, away, modifiers);
      default -> {
        final boolean known = data > 0 && data <= BUTTONS;
        yield known
            ? List.of(
                new InputEvent.PointerButton(across(x), down(y), data - 1, pressed, modifiers))
            : List.of();
      }
    };
  }

  /** The whole number stands for both where there is no fraction. */
  private List<InputEvent> wheel(int x, int y, int data, float right, float away, int modifiers)
      throws MalformedLineException {
    check(Math.abs((long) data) <= MOST_NOTCHES);
    final double up = right == 0 && away == 0 ? data : away;
    // Not -0.0 where it does not turn.
    return List.of(new InputEvent.Wheel(across(x), down(y), right, 0 - up, modifiers));
  }

  private List<InputEvent> gamepad(Fields in) throws MalformedLineException {
    final int control = in.integer("control", 0, WORD);
    final int position = in.integer("position", Short.MIN_VALUE, Short.MAX_VALUE);
    final int gamepad = in.integer("gamepadId", 0, 255);
    in.skipUnsigned("tsUs");
    in.end();
    return GamepadControls.event(gamepad, control, position).map(List::of).orElse(List.of());
  }

  private List<InputEvent> touch(Fields in) throws MalformedLineException {
    in.integer("lowLevel", 0, 1);
    in.integer("modifiers", 0, WORD);
    final int sourceWidth = in.integer("srcW", 0, WORD);
    final int sourceHeight = in.integer("srcH", 0, WORD);
    in.skipUnsigned("tsUs");
    final int count = in.integer("count", 0, MOST_FINGERS);
    final double scaleX = sourceWidth == 0 ? 1 : (double) width / sourceWidth;
    final double scaleY = sourceHeight == 0 ? 1 : (double) height / sourceHeight;
    final List<InputEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      final int id = in.integer("id", 0, WORD);
      final int phase = in.integer("phase", 0, 4);
      final double x = scaleX * in.number("x", FARTHEST);
      final double y = scaleY * in.number("y", FARTHEST);
      in.number("xr", FARTHEST);
      in.number("yr", FARTHEST);
      in.skipUnsigned("pts");
      if (PHASES.containsKey(phase)) {
        events.add(new InputEvent.Touch(id, PHASES.get(phase), x, y));
      }
    }
    in.end();
    return events;
  }

  private double across(int x) {
    return (double) x * width / surfaceWidth;
  }

  private double down(int y) {
    return (double) y * height / surfaceHeight;
  }
}

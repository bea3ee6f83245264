package io.oriel.transport.webrtc.input;

import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputEvent.Touch.Phase;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads input messages of viewers; the README has the format. A message is taken whole or refused
 * whole. Stateless.
 */
final class InputReader {
  static final int VERSION = 1;
  static final int MOST_BYTES = 8192;
  static final int MOST_EVENTS = 64;
  static final int MOST_CODE_BYTES = 32;
  static final int MOST_TEXT_BYTES = 4096;

  /** How many fingers there are. */
  static final int FINGERS = 16;

  static final int GAMEPADS = 4;
  static final int CONTROLS = 64;

  /** How far from the picture's corner a position may be, in pixels. */
  static final float FARTHEST = 65_536;

  /** How far a wheel may turn at once, in steps. */
  static final float MOST_STEPS = 1000;

  private static final int MODIFIERS =
      InputEvent.SHIFT | InputEvent.CONTROL | InputEvent.ALT | InputEvent.META;

  private static final int POINTER_MOVED = 1;
  private static final int POINTER_BUTTON = 2;
  private static final int WHEEL = 3;
  private static final int KEY = 4;
  private static final int TEXT = 5;
  private static final int TOUCH = 6;
  private static final int GAMEPAD = 7;
  private static final int VIEW = 8;

  /** In the order of their numbers. */
  private static final List<Phase> PHASES =
      List.of(Phase.BEGAN, Phase.MOVED, Phase.ENDED, Phase.CANCELLED);

  /**
   * What a message says.
   *
   * @param sequence its number among the viewer's input messages
   * @param events at least one, in order
   */
  record Message(int sequence, List<InputEvent> events) {}

  /** Why a message is refused. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal() {
      // A flood of garbage is not to be paid for with stack traces that nobody reads.
      super(null, null, false, false);
    }
  }

  private InputReader() {}

  /** The message, or nothing if anything in it is wrong. */
  static Optional<Message> read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return Optional.empty();
    }
    final ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      check(in.get() == VERSION);
      final int sequence = in.getInt();
      final List<InputEvent> events = new ArrayList<>(1);
      do {
        check(events.size() < MOST_EVENTS);
        events.add(event(in));
      } while (in.hasRemaining());
      return Optional.of(new Message(sequence, events));
    } catch (BufferUnderflowException | Refusal e) {
      return Optional.empty();
    }
  }

  private static InputEvent event(ByteBuffer in) throws Refusal {
    return switch (in.get()) {
      case POINTER_MOVED -> {
        final int modifiers = among(in, MODIFIERS + 1);
        yield new InputEvent.PointerMoved(position(in), position(in), modifiers);
      }
      case POINTER_BUTTON -> {
        final int modifiers = among(in, MODIFIERS + 1);
        final int button = among(in, 3);
        final boolean pressed = among(in, 2) == 1;
        yield new InputEvent.PointerButton(position(in), position(in), button, pressed, modifiers);
      }
      case WHEEL -> {
        final int modifiers = among(in, MODIFIERS + 1);
        yield new InputEvent.Wheel(position(in), position(in), steps(in), steps(in), modifiers);
      }
      case KEY -> {
        final int modifiers = among(in, MODIFIERS + 1);
        final boolean pressed = among(in, 2) == 1;
        yield new InputEvent.Key(code(in), pressed, modifiers);
      }
      case TEXT -> new InputEvent.Text(text(in));
      case TOUCH -> {
        final int id = among(in, FINGERS);
        final Phase phase = PHASES.get(among(in, PHASES.size()));
        yield new InputEvent.Touch(id, phase, position(in), position(in));
      }
      case GAMEPAD -> gamepad(in);
      case VIEW -> view(in);
      default -> throw new Refusal();
    };
  }

  private static InputEvent gamepad(ByteBuffer in) throws Refusal {
    final int gamepad = among(in, GAMEPADS);
    final int control = among(in, CONTROLS);
    final float position = within(in, 1);
    final var event = new InputEvent.Gamepad(gamepad, control, position);
    check(event.isAxis() || position >= 0);
    return event;
  }

  private static InputEvent view(ByteBuffer in) throws Refusal {
    final float scale = in.getFloat();
    // Not true of a NaN either. As a float the least is a little less.
    check(scale >= (float) InputEvent.View.MIN_SCALE && scale <= InputEvent.View.MAX_SCALE);
    return new InputEvent.View(Math.max(scale, InputEvent.View.MIN_SCALE));
  }

  private static String code(ByteBuffer in) throws Refusal {
    final int length = in.get() & 255;
    check(length > 0 && length <= MOST_CODE_BYTES);
    final byte[] code = new byte[length];
    in.get(code);
    for (final byte character : code) {
      check(isAlphanumeric(character));
    }
    return new String(code, StandardCharsets.US_ASCII);
  }

  private static boolean isAlphanumeric(byte character) {
    return character >= 'A' && character <= 'Z'
        || character >= 'a' && character <= 'z'
        || character >= '0' && character <= '9';
  }

  private static String text(ByteBuffer in) throws Refusal {
    final int length = in.getShort() & 0xffff;
    check(length > 0 && length <= MOST_TEXT_BYTES && length <= in.remaining());
    try {
      final ByteBuffer text = in.slice(in.position(), length);
      in.position(in.position() + length);
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal();
    }
  }

  private static float position(ByteBuffer in) throws Refusal {
    return within(in, FARTHEST);
  }

  private static float steps(ByteBuffer in) throws Refusal {
    return within(in, MOST_STEPS);
  }

  private static float within(ByteBuffer in, float most) throws Refusal {
    final float value = in.getFloat();
    // Not true of a NaN either.
    check(Math.abs(value) <= most);
    return value;
  }

  private static int among(ByteBuffer in, int count) throws Refusal {
    final int value = in.get() & 255;
    check(value < count);
    return value;
  }

  private static void check(boolean isRight) throws Refusal {
    if (!isRight) {
      throw new Refusal();
    }
  }
}

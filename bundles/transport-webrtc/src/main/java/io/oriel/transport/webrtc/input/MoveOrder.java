package io.oriel.transport.webrtc.input;

import io.oriel.api.input.InputEvent;
import java.util.BitSet;

/**
 * Tells moves that have been overtaken: of the pointer, of each finger and of each control of a
 * gamepad it keeps the newest number that anything of it came with. Used by one thread.
 */
final class MoveOrder {
  private static final int NOTHING = -1;
  private static final int POINTER = 0;
  private static final int FINGERS = POINTER + 1;
  private static final int CONTROLS = FINGERS + InputReader.FINGERS;
  private static final int COUNT = CONTROLS + InputReader.GAMEPADS * InputReader.CONTROLS;

  private final int[] newest = new int[COUNT];
  private final BitSet seen = new BitSet(COUNT);

  /** Whether an event may be lost, so that it may come over the channel for moves. */
  static boolean isMove(InputEvent event) {
    return switch (event) {
      case InputEvent.PointerMoved moved -> true;
      case InputEvent.Touch touch -> touch.phase() == InputEvent.Touch.Phase.MOVED;
      case InputEvent.Gamepad gamepad -> gamepad.isAxis();
      default -> false;
    };
  }

  /** Notes an event; false if it is a move and something newer of the same has come before. */
  boolean isCurrent(InputEvent event, int sequence) {
    final int what = whatMoves(event);
    if (what == NOTHING) {
      return true;
    }
    // Numbers wrap (RFC 1982).
    final boolean overtaken = seen.get(what) && sequence - newest[what] < 0;
    if (!overtaken) {
      seen.set(what);
      newest[what] = sequence;
    }
    return !overtaken || !isMove(event);
  }

  private static int whatMoves(InputEvent event) {
    return switch (event) {
      case InputEvent.PointerMoved moved -> POINTER;
      case InputEvent.PointerButton button -> POINTER;
      case InputEvent.Touch touch -> FINGERS + touch.id();
      case InputEvent.Gamepad gamepad ->
          CONTROLS + gamepad.gamepad() * InputReader.CONTROLS + gamepad.control();
      default -> NOTHING;
    };
  }
}

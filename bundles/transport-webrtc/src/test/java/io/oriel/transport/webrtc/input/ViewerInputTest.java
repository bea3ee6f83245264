package io.oriel.transport.webrtc.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.InputEvent;
import io.oriel.api.metrics.CounterSet;
import io.oriel.transport.webrtc.WebRtcCounter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewerInputTest {
  private static final boolean MOVES = true;
  private static final boolean INPUT = false;

  private final CounterSet<WebRtcCounter> counters =
      new CounterSet<>(WebRtcCounter.class, Map.of());
  private final List<InputEvent> heard = new ArrayList<>();
  private final ViewerInput input = new ViewerInput(heard::add, counters);

  private static byte[] message(int sequence, byte[]... events) {
    final ByteBuffer out = ByteBuffer.allocate(1000).put((byte) 1).putInt(sequence);
    for (final byte[] event : events) {
      out.put(event);
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] moved(float x) {
    return ByteBuffer.allocate(10).put((byte) 1).put((byte) 0).putFloat(x).putFloat(0).array();
  }

  private static byte[] button(float x) {
    return ByteBuffer.allocate(12).putInt(0x02000001).putFloat(x).putFloat(0).array();
  }

  private static byte[] touch(int finger, int phase, float x) {
    return ByteBuffer.allocate(11)
        .put(new byte[] {6, (byte) finger, (byte) phase})
        .putFloat(x)
        .putFloat(0)
        .array();
  }

  private static byte[] gamepad(int control, float position) {
    return ByteBuffer.allocate(7).put(new byte[] {7, 0, (byte) control}).putFloat(position).array();
  }

  private static byte[] view(float scale) {
    return ByteBuffer.allocate(5).put((byte) 8).putFloat(scale).array();
  }

  private static InputEvent.PointerMoved movedTo(float x) {
    return new InputEvent.PointerMoved(x, 0, 0);
  }

  private static InputEvent.PointerButton pressedAt(float x) {
    return new InputEvent.PointerButton(x, 0, 0, true, 0);
  }

  private static InputEvent.Touch finger(int id, InputEvent.Touch.Phase phase, float x) {
    return new InputEvent.Touch(id, phase, x, 0);
  }

  @Test
  void aMoveThatIsOlderThanAButtonIsDroppedAndANewerOneIsNot() {
    input.received(message(2, button(2)), INPUT);
    input.received(message(1, moved(1)), MOVES);
    input.received(message(3, moved(3)), MOVES);
    assertThat(heard).containsExactly(pressedAt(2), movedTo(3));
    assertThat(counters.get(WebRtcCounter.MOVES_OUTDATED)).isEqualTo(1);
  }

  @Test
  void aMoveThatIsOlderThanAMoveIsDropped() {
    input.received(message(2, moved(2)), MOVES);
    input.received(message(1, moved(1)), MOVES);
    input.received(message(3, moved(3)), INPUT);
    assertThat(heard).containsExactly(movedTo(2), movedTo(3));
  }

  @Test
  void aButtonThatHadToBeSentAgainIsNotDroppedAndDoesNotBringOldMovesBack() {
    input.received(message(5, moved(5)), MOVES);
    input.received(message(2, button(2)), INPUT);
    input.received(message(3, moved(3)), MOVES);
    input.received(message(6, moved(6)), MOVES);
    assertThat(heard).containsExactly(movedTo(5), pressedAt(2), movedTo(6));
  }

  @Test
  void fingersAndAxesArePointersOfTheirOwn() {
    input.received(message(9, button(9), touch(0, 0, 9)), INPUT);
    input.received(message(1, touch(1, 1, 1)), MOVES);
    input.received(message(2, touch(0, 1, 2)), MOVES);
    input.received(message(3, gamepad(32, 0.5f)), MOVES);
    input.received(message(8, gamepad(33, 0)), INPUT);
    input.received(message(7, gamepad(33, 0.25f)), MOVES);
    assertThat(heard)
        .containsExactly(
            pressedAt(9),
            finger(0, InputEvent.Touch.Phase.BEGAN, 9),
            finger(1, InputEvent.Touch.Phase.MOVED, 1),
            new InputEvent.Gamepad(0, 32, 0.5),
            new InputEvent.Gamepad(0, 33, 0));
    assertThat(counters.get(WebRtcCounter.MOVES_OUTDATED)).isEqualTo(2);
  }

  @Test
  void eventsOfOneMessageAreOfOneAge() {
    input.received(message(7, button(1), moved(2), moved(3)), INPUT);
    assertThat(heard).containsExactly(pressedAt(1), movedTo(2), movedTo(3));
  }

  @Test
  void numbersWrap() {
    input.received(message(-1, button(1)), INPUT);
    input.received(message(0, moved(2)), MOVES);
    input.received(message(-2, moved(3)), MOVES);
    assertThat(heard).containsExactly(pressedAt(1), movedTo(2));
  }

  @Test
  void theChannelForMovesTakesNothingThatMustNotBeLost() {
    input.received(message(1, button(1)), MOVES);
    input.received(message(2, moved(1), touch(0, 2, 1)), MOVES);
    input.received(message(3, gamepad(0, 1)), MOVES);
    input.received(message(4, view(2)), MOVES);
    assertThat(heard).isEmpty();
    assertThat(counters.get(WebRtcCounter.INPUTS_REFUSED)).isEqualTo(4);
    input.received(message(3, view(2)), INPUT);
    assertThat(heard).containsExactly(new InputEvent.View(2));
  }

  @Test
  void garbageIsRefusedAndCountedAndDisturbsNothing() {
    final long seed = 20261122;
    final Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      final byte[] garbage = new byte[random.nextInt(100)];
      random.nextBytes(garbage);
      input.received(garbage, random.nextBoolean());
    }
    assertThat(counters.get(WebRtcCounter.INPUTS_RECEIVED)).isEqualTo(10_000);
    assertThat(counters.get(WebRtcCounter.INPUTS_REFUSED)).as("seed %d", seed).isEqualTo(10_000);
    input.received(message(1, moved(1)), MOVES);
    assertThat(heard).containsExactly(movedTo(1));
  }
}

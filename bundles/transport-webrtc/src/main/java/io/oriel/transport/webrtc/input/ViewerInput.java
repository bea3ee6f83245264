package io.oriel.transport.webrtc.input;

import io.oriel.api.input.InputEvent;
import io.oriel.api.metrics.CounterSet;
import io.oriel.transport.webrtc.WebRtcCounter;
import java.util.Optional;
import java.util.function.Consumer;

/** The input of one viewer, from its two channels. Used by the thread that serves the viewer. */
public final class ViewerInput {
  private final MoveOrder order = new MoveOrder();
  private final Consumer<InputEvent> events;
  private final CounterSet<WebRtcCounter> counters;

  /**
   * @param events takes what has come and is neither wrong nor overtaken
   */
  public ViewerInput(Consumer<InputEvent> events, CounterSet<WebRtcCounter> counters) {
    this.events = events;
    this.counters = counters;
  }

  /**
   * Takes a message.
   *
   * @param moves whether it came on the channel for moves, which may lose and reorder
   */
  public void received(byte[] bytes, boolean moves) {
    counters.increment(WebRtcCounter.INPUTS_RECEIVED);
    final Optional<InputReader.Message> message =
        InputReader.read(bytes)
            .filter(m -> !moves || m.events().stream().allMatch(MoveOrder::isMove));
    if (message.isEmpty()) {
      counters.increment(WebRtcCounter.INPUTS_REFUSED);
      return;
    }
    for (final InputEvent event : message.get().events()) {
      if (order.isCurrent(event, message.get().sequence())) {
        events.accept(event);
      } else {
        counters.increment(WebRtcCounter.MOVES_OUTDATED);
      }
    }
  }
}

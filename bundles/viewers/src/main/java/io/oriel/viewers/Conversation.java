package io.oriel.viewers;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputHandler;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.Optional;

/** Who listens to viewers: the parts that are installed now. Called on inbox threads. */
final class Conversation {
  private final ErrorLog errors =
      new ErrorLog(System.getLogger("io.oriel.viewers"), System::nanoTime);
  private final Offers<MessageDispatcher> dispatchers = new Offers<>();
  private final Offers<InputHandler> inputHandlers = new Offers<>();
  private final CounterSet<ViewerCounter> counters;

  Conversation(CounterSet<ViewerCounter> counters) {
    this.counters = counters;
  }

  Offers<MessageDispatcher> dispatchers() {
    return dispatchers;
  }

  Offers<InputHandler> inputHandlers() {
    return inputHandlers;
  }

  /** The one that is talked to now. */
  Optional<MessageDispatcher> dispatcher() {
    return dispatchers.best(o -> true).map(Offer::service);
  }

  void opened(Viewer viewer) {
    dispatcher().ifPresent(d -> guarded(viewer, () -> d.onOpened(viewer)));
  }

  void text(Viewer viewer, String text) {
    Optional<MessageDispatcher> dispatcher = dispatcher();
    if (dispatcher.isEmpty()) {
      counters.increment(ViewerCounter.MESSAGES_UNHANDLED);
    } else {
      guarded(viewer, () -> dispatcher.get().onText(viewer, text));
    }
  }

  void input(Viewer viewer, InputEvent event) {
    List<Offer<InputHandler>> handlers = inputHandlers.all();
    if (handlers.isEmpty()) {
      counters.increment(ViewerCounter.MESSAGES_UNHANDLED);
    }
    for (int i = 0; i < handlers.size(); i++) {
      Offer<InputHandler> handler = handlers.get(i);
      if (!isReplaced(handler, handlers.subList(0, i))) {
        guarded(viewer, () -> handler.service().onInput(viewer, event));
      }
    }
  }

  private static boolean isReplaced(Offer<InputHandler> handler, List<Offer<InputHandler>> better) {
    for (Object name : handler.values(InputHandler.INPUT)) {
      if (better.stream().anyMatch(other -> other.values(InputHandler.INPUT).contains(name))) {
        return true;
      }
    }
    return false;
  }

  void closed(Viewer viewer) {
    dispatcher().ifPresent(d -> guarded(viewer, () -> d.onClosed(viewer)));
    for (Offer<InputHandler> handler : inputHandlers.all()) {
      guarded(viewer, () -> handler.service().onClosed(viewer));
    }
  }

  private void guarded(Viewer viewer, Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      // Whatever it was, the viewer's next message is not to wait for ever.
      counters.increment(ViewerCounter.HANDLERS_FAILED);
      errors.report(
          "Viewer " + viewer.id(),
          new Problem(ErrorCode.INTERNAL, "a handler failed on what it sent"),
          e);
    }
  }
}

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
import java.util.function.Consumer;

/** Who listens to viewers: the parts that are installed now. Called on inbox threads. */
final class Conversation {
  private final ErrorLog errors =
      new ErrorLog(System.getLogger("io.oriel.viewers"), System::nanoTime);
  private final Offers<MessageDispatcher> dispatchers = new Offers<>();
  private final Offers<InputHandler> inputHandlers = new Offers<>();
  private final CounterSet<ViewerCounter> counters;
  private volatile Runnable introduction = () -> {};

  Conversation(CounterSet<ViewerCounter> counters) {
    this.counters = counters;
  }

  Offers<MessageDispatcher> dispatchers() {
    return dispatchers;
  }

  Offers<InputHandler> inputHandlers() {
    return inputHandlers;
  }

  /** What is done when a dispatcher was given up and another one is talked to from now on. */
  void onGivenUp(Runnable introduction) {
    this.introduction = introduction;
  }

  /** The one that is talked to now. */
  Optional<MessageDispatcher> dispatcher() {
    return talkedTo().map(Offer::service);
  }

  private Optional<Offer<MessageDispatcher>> talkedTo() {
    return dispatchers.best(Offer::usable).or(() -> dispatchers.best(o -> true));
  }

  void opened(Viewer viewer) {
    talk(viewer, dispatcher -> dispatcher.service().onOpened(viewer));
  }

  void text(Viewer viewer, String text) {
    boolean heard =
        talk(
            viewer,
            dispatcher -> {
              dispatcher.service().onText(viewer, text);
              dispatcher.served();
            });
    if (!heard) {
      counters.increment(ViewerCounter.MESSAGES_UNHANDLED);
    }
  }

  /** False if nobody is there to be talked to. */
  private boolean talk(Viewer viewer, Consumer<Offer<MessageDispatcher>> call) {
    Optional<Offer<MessageDispatcher>> dispatcher = talkedTo();
    dispatcher.ifPresent(one -> {
      if (failedForGood(viewer, dispatchers, "", one, call)) {
        introduction.run();
      }
    });
    return dispatcher.isPresent();
  }

  void input(Viewer viewer, InputEvent event) {
    List<Offer<InputHandler>> handlers = inputHandlers.all();
    if (handlers.isEmpty()) {
      counters.increment(ViewerCounter.MESSAGES_UNHANDLED);
    }
    for (int i = 0; i < handlers.size(); i++) {
      Offer<InputHandler> handler = handlers.get(i);
      if (!isReplaced(handler, handlers.subList(0, i))) {
        failedForGood(
            viewer,
            inputHandlers,
            InputHandler.INPUT,
            handler,
            one -> {
              one.service().onInput(viewer, event);
              one.served();
            });
      }
    }
  }

  /** True if a better one hears what this one would; one that is given up is no better one. */
  private boolean isReplaced(Offer<InputHandler> handler, List<Offer<InputHandler>> better) {
    if (!handler.usable()) {
      return inputHandlers.hasAnother(handler, InputHandler.INPUT);
    }
    return better.stream()
        .filter(Offer::usable)
        .anyMatch(other ->
            handler.values(InputHandler.INPUT).stream()
                .anyMatch(other.values(InputHandler.INPUT)::contains));
  }

  void closed(Viewer viewer) {
    talk(viewer, dispatcher -> dispatcher.service().onClosed(viewer));
    for (Offer<InputHandler> handler : inputHandlers.all()) {
      failedForGood(
          viewer,
          inputHandlers,
          InputHandler.INPUT,
          handler,
          one -> one.service().onClosed(viewer));
    }
  }

  /**
   * Calls a part. One that fails three times in a row is given up if another could do the same; the
   * only one there is stays.
   *
   * @return true if it was given up now
   */
  private <S> boolean failedForGood(
      Viewer viewer, Offers<S> offers, String property, Offer<S> part, Consumer<Offer<S>> call) {
    try {
      call.accept(part);
      return false;
    } catch (Throwable e) {
      // Whatever it was, the viewer's next message is not to wait for ever.
      counters.increment(ViewerCounter.HANDLERS_FAILED);
      errors.report(
          "Viewer " + viewer.id(),
          new Problem(ErrorCode.INTERNAL, "a handler failed on what it sent"),
          e);
      Problem why = new Problem(ErrorCode.INTERNAL, e.toString());
      if (!offers.hasAnother(part, property) || !part.failed(why)) {
        return false;
      }
      errors.report(
          part.service().getClass().getName() + ", which failed three times in a row,",
          new Problem(why.code(), "is no longer used: " + why.detail()));
      return true;
    }
  }
}

package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.message.ReceivedMessage;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.MessageCounter;
import io.oriel.messages.payload.Utf8;
import java.util.Optional;

/** Gets what viewers write to its handlers. On their inbox threads. */
public final class Dispatcher implements MessageDispatcher {
  private static final int MOST_NAME = 100;

  private final Outbox outbox;
  private final Handlers handlers;
  private final Greeter greeter;
  private final CounterSet<MessageCounter> counters;

  public Dispatcher(Outbox outbox, Handlers handlers, Greeter greeter) {
    this.outbox = outbox;
    this.handlers = handlers;
    this.greeter = greeter;
    this.counters = outbox.counters();
  }

  @Override
  public void onOpened(Viewer viewer) {
    greeter.opened(outbox.with(viewer));
    // The first viewer's waiting time is the time to load what reads its messages.
    outbox.codec().parse("");
  }

  @Override
  public void onClosed(Viewer viewer) {
    greeter.closed(viewer);
    outbox.forget(viewer);
  }

  @Override
  public void onText(Viewer viewer, String text) {
    counters.increment(MessageCounter.RECEIVED);
    Conversation conversation = outbox.with(viewer);
    Settings settings = outbox.settings();
    if (!conversation.admits(outbox.now())) {
      counters.increment(MessageCounter.LIMITED);
      complain(
          conversation,
          new Problem(
              ErrorCode.TOO_MANY_REQUESTS,
              "more than " + settings.perSecond() + " messages a second: some were dropped"));
    } else if (Utf8.length(text) > settings.maxMessageBytes()) {
      counters.increment(MessageCounter.OVERSIZED);
      complain(
          conversation,
          new Problem(
              ErrorCode.TOO_LARGE,
              "a message had more than " + settings.maxMessageBytes() + " bytes"));
    } else {
      outbox
          .codec()
          .parse(text)
          .ifPresentOrElse(
              message -> dispatch(conversation, message),
              () -> counters.increment(MessageCounter.PASSED_OVER));
    }
  }

  private void complain(Conversation conversation, Problem problem) {
    if (conversation.mayComplain(outbox.now())) {
      outbox.fail(conversation, problem);
    }
  }

  private void dispatch(Conversation conversation, ReceivedMessage message) {
    boolean otherForm = conversation.hear(message);
    handlers
        .find(message.event())
        .ifPresentOrElse(
            handler -> handle(conversation, message, handler),
            () -> unsupported(conversation, message.event()));
    if (otherForm) {
      greeter.again(conversation.viewer());
    }
  }

  private void unsupported(Conversation conversation, String event) {
    counters.increment(MessageCounter.UNSUPPORTED);
    String name = event.length() > MOST_NAME ? event.substring(0, MOST_NAME) + "…" : event;
    if (conversation.isNews(name)) {
      outbox.fail(
          conversation,
          new Problem(
              ErrorCode.UNSUPPORTED,
              "nothing here handles " + name + "; getCapabilities tells what is handled"));
    }
  }

  private void handle(Conversation conversation, ReceivedMessage message, BoundHandler<?> handler) {
    Answer answer = new Answer(outbox, conversation, message.event());
    conversation.dialect().asked(message);
    Optional<Problem> failure = failure(conversation, message, handler, answer);
    failure.ifPresent(problem -> outbox.fail(conversation, problem));
    outbox.sendInDialect(conversation, conversation.dialect().answered(message, failure));
  }

  private Optional<Problem> failure(
      Conversation conversation, ReceivedMessage message, BoundHandler<?> handler, Answer answer) {
    try {
      handler.check(conversation.viewer().principal(), message.event());
      handler.handle(message, answer);
      counters.increment(MessageCounter.HANDLED);
      handler.offer().served();
      return Optional.empty();
    } catch (OrielException e) {
      counters.increment(counterOf(e.code()));
      return Optional.of(e.problem());
    } catch (RuntimeException | LinkageError e) {
      counters.increment(MessageCounter.FAILED);
      outbox
          .errors()
          .report(
              "Message " + message.event(),
              new Problem(ErrorCode.INTERNAL, "its handler failed"),
              e);
      handlers.failed(handler, new Problem(ErrorCode.INTERNAL, e.toString()));
      // What went wrong inside is for the log; the viewer learns that it is no fault of its own.
      return Optional.of(new Problem(ErrorCode.INTERNAL, ""));
    }
  }

  private static MessageCounter counterOf(ErrorCode code) {
    return switch (code) {
      case FORBIDDEN -> MessageCounter.FORBIDDEN;
      case MALFORMED -> MessageCounter.MALFORMED;
      default -> MessageCounter.REFUSED;
    };
  }
}

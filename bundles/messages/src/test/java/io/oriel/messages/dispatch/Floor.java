package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorLog;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import io.oriel.api.metrics.CounterSet;
import io.oriel.messages.MessageCounter;
import io.oriel.messages.codec.JsonCodec;
import java.util.List;
import java.util.Map;

/** All that a conversation needs, with a clock that stands still. */
final class Floor implements AutoCloseable {
  static final Settings SETTINGS = new Settings(false, Settings.Replies.AUTO, 0, 10, 20, 4096);

  /** What handlers of these tests are asked. */
  record Question(String word, List<String> paths) {}

  /** What they answer. */
  record Said(String event, String word) implements ServerMessage {}

  record Many(String event, @Truncatable List<String> all) implements ServerMessage {}

  interface Handling {
    void handle(Question question, Reply reply) throws Exception;
  }

  final CounterSet<MessageCounter> counters = new CounterSet<>(MessageCounter.class, Map.of());
  volatile Settings settings = SETTINGS;
  volatile long nanos = 1_000_000_000_000L;
  final Outbox outbox;
  final Handlers handlers;
  final Greeter greeter;
  final Dispatcher dispatcher;

  Floor() {
    JsonCodec codec = new JsonCodec();
    outbox =
        new Outbox(
            () -> codec,
            () -> settings,
            counters,
            new ErrorLog(System.getLogger("test"), () -> nanos),
            () -> nanos);
    handlers = new Handlers(outbox);
    greeter = new Greeter(outbox);
    dispatcher = new Dispatcher(outbox, handlers, greeter);
  }

  /** A viewer whose ways are open. */
  FakeViewer viewer(String id) {
    FakeViewer viewer = new FakeViewer(id, "main");
    dispatcher.onOpened(viewer);
    return viewer;
  }

  MessageHandler<Question> handle(String event, Handling handling) {
    return handle(Map.of(MessageHandler.EVENT, event), handling);
  }

  MessageHandler<Question> handle(Map<String, Object> properties, Handling handling) {
    MessageHandler<Question> handler =
        new MessageHandler<>() {
          @Override
          public Class<Question> payload() {
            return Question.class;
          }

          @Override
          public void handle(Question payload, Reply reply)
              throws io.oriel.api.error.OrielException {
            try {
              handling.handle(payload, reply);
            } catch (io.oriel.api.error.OrielException | RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        };
    handlers.add(handler, properties);
    return handler;
  }

  void says(FakeViewer viewer, String event) {
    says(viewer, event, "{}");
  }

  void says(FakeViewer viewer, String event, String payload) {
    dispatcher.onText(viewer, bare(event, payload));
  }

  void saysTo(FakeViewer viewer, String recipient, String event, String payload) {
    dispatcher.onText(
        viewer,
        "{\"messageType\":\"json\",\"messageRecipient\":\"%s\",\"data\":%s}"
            .formatted(recipient, bare(event, payload)));
  }

  private static String bare(String event, String payload) {
    return "{\"event_type\":\"%s\",\"payload\":%s}".formatted(event, payload);
  }

  long count(MessageCounter counter) {
    return counters.get(counter);
  }

  @Override
  public void close() {
    greeter.close();
  }
}

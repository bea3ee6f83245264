package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import io.oriel.api.message.MessageCodec;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.MessageCounter;
import io.oriel.messages.dialect.WireMessage;
import io.oriel.messages.payload.Utf8;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the server says, and to whom: the viewers whose ways are open, each in its dialect. Any
 * thread; nothing blocks.
 */
public final class Outbox {
  /** What a message may have on the wire, envelope included. */
  static final int MOST_BYTES = 60_000;

  private static final System.Logger LOG = System.getLogger("io.oriel.messages");

  private final Map<Viewer, Conversation> conversations = new ConcurrentHashMap<>();
  private final Map<String, Object> turns = new ConcurrentHashMap<>();
  private final Supplier<MessageCodec> codec;
  private final Supplier<Settings> settings;
  private final CounterSet<MessageCounter> counters;
  private final ErrorLog errors;
  private final LongSupplier nanos;

  public Outbox(
      Supplier<MessageCodec> codec,
      Supplier<Settings> settings,
      CounterSet<MessageCounter> counters,
      ErrorLog errors,
      LongSupplier nanos) {
    this.codec = codec;
    this.settings = settings;
    this.counters = counters;
    this.errors = errors;
    this.nanos = nanos;
  }

  MessageCodec codec() {
    return codec.get();
  }

  Settings settings() {
    return settings.get();
  }

  CounterSet<MessageCounter> counters() {
    return counters;
  }

  ErrorLog errors() {
    return errors;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** The conversation with a viewer; it begins with this call if there was none. */
  Conversation with(Viewer viewer) {
    return conversations.computeIfAbsent(viewer, v -> new Conversation(v, settings(), now()));
  }

  /** Forgets a viewer. */
  void forget(Viewer viewer) {
    conversations.remove(viewer);
  }

  Collection<Conversation> all() {
    return conversations.values();
  }

  /**
   * The lock for what all viewers of a stream are told: who holds it while it reads a state and
   * tells it tells nothing that is older than what was told before.
   */
  Object turn(String stream) {
    return turns.computeIfAbsent(stream, name -> new Object());
  }

  /** To every viewer of a stream. */
  public void announce(String stream, ServerMessage message) {
    broadcast(stream, message, Cause.NONE);
  }

  /** To every viewer of a stream, what is when it is their turn. */
  public void announce(String stream, Supplier<? extends ServerMessage> state) {
    synchronized (turn(stream)) {
      announce(stream, state.get());
    }
  }

  /** To one viewer, as an error; nothing if it has gone. */
  public void fail(Viewer viewer, Problem problem) {
    Optional.ofNullable(conversations.get(viewer)).ifPresent(to -> fail(to, problem));
  }

  /** To every viewer of a stream, as an error. */
  public void fail(String stream, Problem problem) {
    List<Conversation> all = of(stream);
    counters.add(MessageCounter.ERRORS, all.size());
    deliver(all, ViewerError.of(problem), Cause.NONE);
  }

  void broadcast(String stream, ServerMessage message, Cause cause) {
    synchronized (turn(stream)) {
      deliver(of(stream), message, cause);
    }
  }

  /** Whom to tell what all are told. */
  private List<Conversation> of(String stream) {
    return conversations.values().stream()
        .filter(conversation -> conversation.viewer().stream().equals(stream))
        .filter(conversation -> !conversation.isBehind())
        .toList();
  }

  void send(Conversation to, ServerMessage message, Cause cause) {
    deliver(List.of(to), message, cause);
  }

  void fail(Conversation to, Problem problem) {
    counters.increment(MessageCounter.ERRORS);
    send(to, ViewerError.of(problem), Cause.NONE);
  }

  /** What only the viewer's dialect says. */
  void sendInDialect(Conversation to, List<WireMessage> messages) {
    messages.forEach(message -> post(to, message, new Texts()));
  }

  private void deliver(List<Conversation> receivers, ServerMessage message, Cause cause) {
    WireMessage original = WireMessage.of(message);
    Texts texts = new Texts();
    boolean fits = true;
    for (Conversation receiver : receivers) {
      for (WireMessage one : receiver.dialect().translate(original, cause.of(receiver))) {
        fits &= post(receiver, one, texts);
      }
    }
    if (!fits) {
      tooLarge(original, cause);
    }
  }

  /** False if the message is too large, which is no matter of the viewer's. */
  private boolean post(Conversation to, WireMessage message, Texts texts) {
    Optional<String> text = texts.of(message, to.recipient());
    if (text.isEmpty()) {
      return false;
    }
    if (to.viewer().send(text.get())) {
      counters.increment(MessageCounter.SENT);
    } else {
      to.setBehind(true);
      counters.increment(MessageCounter.SENDS_DROPPED);
      LOG.log(
          System.Logger.Level.DEBUG,
          "Viewer {0} did not take {1}",
          to.viewer().id(),
          message.event());
    }
    return true;
  }

  private void tooLarge(WireMessage message, Cause cause) {
    counters.increment(MessageCounter.UNSENDABLE);
    Problem problem =
        new Problem(
            ErrorCode.TOO_LARGE,
            "the answer " + message.event() + " has more than " + MOST_BYTES + " bytes");
    cause
        .asker()
        .ifPresentOrElse(
            asker -> fail(asker, problem), () -> errors.report("Message to viewers", problem));
  }

  /** The texts of one occasion: written once, however many viewers get the same. */
  private final class Texts {
    private final Map<WireMessage, Optional<String>> bare = new HashMap<>();
    private final Map<WireMessage, Optional<String>> wrapped = new HashMap<>();

    Optional<String> of(WireMessage message, String recipient) {
      return (recipient.isEmpty() ? bare : wrapped)
          .computeIfAbsent(message, m -> written(m, recipient));
    }

    private Optional<String> written(WireMessage message, String recipient) {
      MessageCodec present = codec.get();
      String whole = present.write(message.event(), message.payload(), recipient);
      if (Utf8.length(whole) <= MOST_BYTES) {
        return Optional.of(whole);
      }
      return new Truncation(
              (event, payload) -> present.write(event, payload, recipient), MOST_BYTES)
          .cut(message)
          .map(cut -> {
            counters.increment(MessageCounter.TRUNCATED);
            return present.write(cut.event(), cut.payload(), recipient);
          });
    }
  }
}

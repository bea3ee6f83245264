package io.oriel.messages.dispatch;

import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.security.Role;
import java.util.List;
import java.util.Map;

/** Tells a viewer what it may ask. */
public final class Capabilities implements MessageHandler<Capabilities.Request> {
  /** The properties that it is bound with. */
  public static final Map<String, Object> PROPERTIES =
      Map.of(EVENT, "getCapabilities", ROLE, Role.SPECTATOR.name());

  /** Asks for nothing in particular. */
  public record Request() {}

  /**
   * @param events that are handled now
   * @param dialects that can be spoken
   */
  record Answered(List<String> events, List<String> dialects, Limits limits)
      implements ServerMessage {
    @Override
    public String event() {
      return "capabilities";
    }
  }

  record Limits(
      @WireName("messages_per_second") int messagesPerSecond,
      @WireName("messages_at_once") int messagesAtOnce,
      @WireName("max_message_bytes") int maxMessageBytes,
      @WireName("max_answer_bytes") int maxAnswerBytes) {}

  private final Handlers handlers;
  private final Outbox outbox;

  public Capabilities(Handlers handlers, Outbox outbox) {
    this.handlers = handlers;
    this.outbox = outbox;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request payload, Reply reply) {
    Settings settings = outbox.settings();
    reply.send(
        new Answered(
            handlers.events(),
            List.of("viewer", "kit"),
            new Limits(
                settings.perSecond(),
                settings.atOnce(),
                settings.maxMessageBytes(),
                Outbox.MOST_BYTES)));
  }
}

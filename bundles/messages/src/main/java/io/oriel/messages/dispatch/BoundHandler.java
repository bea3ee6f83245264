package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.ReceivedMessage;
import io.oriel.api.message.Reply;
import io.oriel.api.security.Principal;
import io.oriel.api.security.Role;
import io.oriel.api.swap.Offer;
import io.oriel.messages.payload.PayloadReader;

/** A handler that is there, with the reader of its payload, which goes when it goes. */
final class BoundHandler<P extends Record> {
  private final Offer<?> offer;
  private final MessageHandler<P> handler;
  private final PayloadReader<P> reader;
  private final Role role;

  /**
   * @throws IllegalArgumentException if its payload is not one
   */
  BoundHandler(Offer<?> offer, MessageHandler<P> handler, Role role) {
    this.offer = offer;
    this.handler = handler;
    this.reader = new PayloadReader<>(handler.payload());
    this.role = role;
  }

  Offer<?> offer() {
    return offer;
  }

  String name() {
    return handler.getClass().getName();
  }

  void check(Principal principal, String event) throws OrielException {
    if (principal.role().compareTo(role) < 0) {
      throw new OrielException(
          ErrorCode.FORBIDDEN,
          event + " takes the role " + role + "; yours is " + principal.role());
    }
  }

  void handle(ReceivedMessage message, Reply reply) throws OrielException {
    handler.handle(reader.read(message.event(), message.payload()), reply);
  }
}

package io.oriel.messages.view;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;

/** Says of a message of the catalogue that Oriel does not do what it asks for, and why. */
abstract class NotSupported implements MessageHandler<NotSupported.Request> {
  /** Service property of a handler that does nothing but say so; such an event is no capability. */
  static final String PROPERTY = "oriel.unsupported:Boolean=true";

  /** Whatever it says. */
  public record Request() {}

  private final String reason;

  NotSupported(String reason) {
    this.reason = reason;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    throw new OrielException(ErrorCode.UNSUPPORTED, reason);
  }
}

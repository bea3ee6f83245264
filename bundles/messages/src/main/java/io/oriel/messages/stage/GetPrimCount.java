package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers how many prims the stage has. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getPrimCountRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetPrimCount implements MessageHandler<GetPrimCount.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;

  @Activate
  public GetPrimCount(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    reply.send(new GetPrimCountResult(streams.of(reply.viewer()).primCount()));
  }
}

package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.messages.stage.Streams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers which outputs can be shown. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getAvailableAOVs", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetAvailableAovs implements MessageHandler<GetAvailableAovs.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;

  @Activate
  public GetAvailableAovs(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    reply.send(AvailableAovsResult.of(streams.of(reply.viewer()).status().aov()));
  }
}

package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers whether a stage is being loaded. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=loadingStateQuery", MessageHandler.ROLE + "=SPECTATOR"})
public final class LoadingStateQuery implements MessageHandler<LoadingStateQuery.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;
  private final StageAccess access;

  @Activate
  public LoadingStateQuery(@Reference Streams streams, @Reference StageAccess access) {
    this.streams = streams;
    this.access = access;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    reply.send(LoadingStateResponse.of(stream.status(), access.of(stream.info().name())));
  }
}

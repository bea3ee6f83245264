package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.messages.stage.Streams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers where the stage's time is. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getTimelineRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetTimeline implements MessageHandler<GetTimeline.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;

  @Activate
  public GetTimeline(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    reply.send(TimelineState.of(streams.of(reply.viewer())));
  }
}

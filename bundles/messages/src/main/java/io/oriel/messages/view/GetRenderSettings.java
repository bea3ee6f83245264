package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.messages.stage.Streams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers the settings of the picture. */
@Component(
    service = MessageHandler.class,
    property = {
      MessageHandler.EVENT + "=getRenderSettingsRequest",
      MessageHandler.ROLE + "=SPECTATOR"
    })
public final class GetRenderSettings implements MessageHandler<GetRenderSettings.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;

  @Activate
  public GetRenderSettings(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    reply.send(RenderSettingsChanged.of(streams.of(reply.viewer())));
  }
}

package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamInfo;
import io.oriel.messages.stage.Required;
import io.oriel.messages.stage.Streams;
import io.oriel.messages.view.ResizeViewportResult.Result;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers which size the picture has: it is fixed for as long as the stream lives. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=resizeViewport", MessageHandler.ROLE + "=SPECTATOR"})
public final class ResizeViewport implements MessageHandler<ResizeViewport.Request> {
  /** Pixels. */
  public record Request(Double width, Double height) {}

  private final Streams streams;

  @Activate
  public ResizeViewport(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamInfo info = streams.of(reply.viewer()).info();
    checkSide(request.width(), "width");
    checkSide(request.height(), "height");
    boolean same = request.width() == info.width() && request.height() == info.height();
    reply.send(
        new ResizeViewportResult(
            info.width(),
            info.height(),
            same ? Result.SUCCESS : Result.UNSUPPORTED,
            same
                ? Optional.empty()
                : Optional.of(
                    "The size is fixed for as long as the stream lives; fit the picture into the"
                        + " viewport.")));
  }

  private static void checkSide(Double pixels, String name) throws OrielException {
    if (pixels == null || !(pixels >= 1) || pixels.isInfinite()) {
      throw Required.malformed(name + " is " + (pixels == null ? "missing" : pixels));
    }
  }
}

package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Loads the stage that is shown from its files, with a fresh view and no variants chosen. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=resetStage", MessageHandler.ROLE + "=DIRECTOR"})
public final class ResetStage implements MessageHandler<ResetStage.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;
  private final StageAccess access;
  private final StageOpening opening;

  @Activate
  public ResetStage(
      @Reference Streams streams, @Reference StageAccess access, @Reference StageOpening opening) {
    this.streams = streams;
    this.access = access;
    this.opening = opening;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    StageStatus shown = stream.status().stage();
    if (shown.generation() == 0) {
      throw new OrielException(ErrorCode.STREAM_NOT_READY, "no stage is shown yet");
    }
    String url = access.of(stream.info().name()).url(shown.location());
    opening.open(stream, shown.location(), url, reply);
  }
}

package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The other name of {@link ResetStage}. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=resetStageRequest", MessageHandler.ROLE + "=DIRECTOR"})
public final class ResetStageRequest implements MessageHandler<ResetStage.Request> {
  private final ResetStage reset;

  @Activate
  public ResetStageRequest(
      @Reference Streams streams, @Reference StageAccess access, @Reference StageOpening opening) {
    reset = new ResetStage(streams, access, opening);
  }

  @Override
  public Class<ResetStage.Request> payload() {
    return reset.payload();
  }

  @Override
  public void handle(ResetStage.Request request, Reply reply) throws OrielException {
    reset.handle(request, reply);
  }
}

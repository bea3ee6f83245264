package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.messages.stage.Required;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows another output. Everybody is told when it is seen. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=changeAOVRequest", MessageHandler.ROLE + "=OPERATOR"})
public final class ChangeAov implements MessageHandler<ChangeAov.Request> {
  /** Its name, under either of two names. */
  public record Request(String aov, String name) {}

  private final AovBoard board;

  @Activate
  public ChangeAov(@Reference AovBoard board) {
    this.board = board;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    String aov = request.aov() == null ? request.name() : request.aov();
    board.of(reply).show(Required.text(aov, "aov"), reply);
  }
}

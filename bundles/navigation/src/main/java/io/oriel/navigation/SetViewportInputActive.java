package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Turns the input of a viewer on and off, as when its pointer is over a panel. */
@Component(
    property = {
      MessageHandler.EVENT + "=setViewportInputActive",
      MessageHandler.ROLE + "=SPECTATOR"
    })
public final class SetViewportInputActive
    implements MessageHandler<SetViewportInputActive.Request> {
  /** What is asked. */
  public record Request(Boolean active) {}

  private final Navigation navigation;

  @Activate
  public SetViewportInputActive(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    if (request.active == null) {
      throw new OrielException(ErrorCode.MALFORMED, "active is missing");
    }
    navigation.of(reply.viewer()).of(reply.viewer()).setActive(request.active);
  }
}

package io.oriel.navigation;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Chooses how a viewer steers the camera; the same as the camera command mode. */
@Component(property = MessageHandler.EVENT + "=setCameraGizmo")
public final class SetCameraGizmo implements MessageHandler<SetCameraGizmo.Request> {
  /** What is asked: viewer, dcc or fly. */
  public record Request(String mode) {}

  private final Navigation navigation;

  @Activate
  public SetCameraGizmo(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    reply.send(navigation.of(reply.viewer()).useMode(reply.viewer(), request.mode));
  }
}

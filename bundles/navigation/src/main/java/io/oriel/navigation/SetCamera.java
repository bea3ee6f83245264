package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks through a camera of the stage, or through none. */
@Component(property = MessageHandler.EVENT + "=set_camera")
public final class SetCamera implements MessageHandler<SetCamera.Request> {
  /** What is asked: the path of a camera, or {@link StreamCamera#FREE}. */
  public record Request(String path) {}

  private final Navigation navigation;

  @Activate
  public SetCamera(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    if (request.path == null) {
      throw new OrielException(ErrorCode.MALFORMED, "path is missing");
    }
    StreamCamera camera = navigation.of(reply.viewer()).camera();
    camera.choose(request.path);
    reply.broadcast(() -> new CameraChanged(camera.active()));
  }
}

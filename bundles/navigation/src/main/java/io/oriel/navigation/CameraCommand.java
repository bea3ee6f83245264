package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Steers the camera by one step. */
@Component(property = MessageHandler.EVENT + "=cameraCommandRequest")
public final class CameraCommand implements MessageHandler<CameraCommand.Request> {
  /** More pixels or steps than anybody drags or turns. */
  private static final double MAX_AMOUNT = 1e4;

  /**
   * What is asked.
   *
   * @param command orbit, pan, dolly, home, reset, front, back, left, right, top, bottom or mode
   * @param dx of orbit and pan, pixels of a drag to the right
   * @param dy of orbit and pan, pixels of a drag down
   * @param delta of dolly, steps of the wheel towards the user
   * @param mode of mode, viewer, dcc or fly
   */
  public record Request(String command, Double dx, Double dy, Double delta, String mode) {}

  private final Navigation navigation;

  @Activate
  public CameraCommand(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    if (request.command == null) {
      throw new OrielException(ErrorCode.MALFORMED, "command is missing");
    }
    StreamNavigation stream = navigation.of(reply.viewer());
    if (request.command.equals("mode")) {
      reply.send(stream.useMode(reply.viewer(), request.mode));
      return;
    }
    steer(stream.camera(), request, navigation.settings());
    reply.broadcast(stream.camera()::state);
  }

  private static void steer(StreamCamera camera, Request request, NavigationSettings settings)
      throws OrielException {
    switch (request.command) {
      case "home", "reset" -> camera.home();
      case "orbit" -> {
        double dx = amount("dx", request.dx) * settings.orbitGain();
        double dy = amount("dy", request.dy) * settings.orbitGain();
        camera.steer((rig, scene) -> rig.orbit(dx, dy, scene));
      }
      case "pan" -> {
        double dx = amount("dx", request.dx) * settings.panGain();
        double dy = amount("dy", request.dy) * settings.panGain();
        camera.steer((rig, scene) -> rig.pan(dx, dy, camera.pictureHeight()));
      }
      case "dolly" -> {
        double factor = Math.exp(amount("delta", request.delta) * settings.wheelGain());
        camera.steer((rig, scene) -> rig.dolly(factor, scene));
      }
      default -> {
        Side side = Side.ofId(request.command).orElseThrow(() -> unknown(request.command));
        camera.steer(side::seen);
      }
    }
  }

  private static double amount(String name, Double value) throws OrielException {
    double amount = Optional.ofNullable(value).orElse(0.0);
    if (!(Math.abs(amount) <= MAX_AMOUNT)) {
      throw new OrielException(ErrorCode.MALFORMED, name + " " + amount + " is out of range");
    }
    return amount;
  }

  private static OrielException unknown(String command) {
    return new OrielException(
        ErrorCode.UNSUPPORTED,
        "the commands are orbit, pan, dolly, home, reset, front, back, left, right, top, bottom and"
            + " mode, not "
            + command);
  }
}

package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.input.InputEvent;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.WireName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mouse in messages: for viewers whose own input does not arrive, and off by default. */
@Component(property = MessageHandler.EVENT + "=mouseInput")
public final class MouseInput implements MessageHandler<MouseInput.Request> {
  /**
   * What the mouse did.
   *
   * @param kind mouse_move, mouse_button or mouse_wheel
   * @param x pixels of the picture
   * @param y pixels of the picture
   * @param button 0 left, 1 middle, 2 right
   * @param down whether the button went down
   * @param deltaY steps of the wheel towards the user
   * @param modifiers bits of {@link InputEvent}
   */
  public record Request(
      String kind,
      Double x,
      Double y,
      Integer button,
      Boolean down,
      @WireName("delta_y") Double deltaY,
      Integer modifiers) {}

  private final Navigation navigation;

  @Activate
  public MouseInput(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    if (!navigation.settings().mouseInput()) {
      throw new OrielException(
          ErrorCode.UNSUPPORTED,
          "input is taken from the data channel oriel.input; mouseInput of io.oriel.navigation"
              + " turns this message on");
    }
    StreamNavigation stream = navigation.of(reply.viewer());
    if (request.x == null || request.y == null || !stream.shows(request.x, request.y)) {
      throw malformed("x " + request.x + ", y " + request.y + " is outside the picture");
    }
    stream.of(reply.viewer()).messageInput(event(request));
  }

  private static InputEvent event(Request request) throws OrielException {
    int modifiers = request.modifiers == null ? 0 : request.modifiers;
    return switch (request.kind) {
      case "mouse_move" -> new InputEvent.PointerMoved(request.x, request.y, modifiers);
      case "mouse_button" -> {
        if (request.button == null || request.button < 0 || request.button > 2) {
          throw malformed("button " + request.button + " is none of 0, 1 and 2");
        }
        if (request.down == null) {
          throw malformed("down is missing");
        }
        yield new InputEvent.PointerButton(
            request.x, request.y, request.button, request.down, modifiers);
      }
      case "mouse_wheel" -> {
        if (request.deltaY == null) {
          throw malformed("delta_y is missing");
        }
        yield new InputEvent.Wheel(request.x, request.y, 0, request.deltaY, modifiers);
      }
      case null, default ->
          throw malformed(
              "kind " + request.kind + " is none of mouse_move, mouse_button and mouse_wheel");
    };
  }

  private static OrielException malformed(String what) {
    return new OrielException(ErrorCode.MALFORMED, what);
  }
}

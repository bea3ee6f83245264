package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Chooses what the left button of a viewer does. */
@Component(property = MessageHandler.EVENT + "=setActiveTool")
public final class SetActiveTool implements MessageHandler<SetActiveTool.Request> {
  private static final Set<String> MANIPULATORS =
      Set.of("move", "translate", "rotate", "scale", "transform", "universal");

  /** What is asked: the name of a {@link Tool}. */
  public record Request(String tool) {}

  private final Navigation navigation;

  @Activate
  public SetActiveTool(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    if (request.tool == null) {
      throw new OrielException(ErrorCode.MALFORMED, "tool is missing");
    }
    Tool tool = Tool.ofId(request.tool).orElseThrow(() -> unsupported(request.tool));
    reply.send(navigation.of(reply.viewer()).use(reply.viewer(), tool));
  }

  private static OrielException unsupported(String tool) {
    return new OrielException(
        ErrorCode.UNSUPPORTED,
        MANIPULATORS.contains(tool)
            ? "stages are shown, not edited: there is no tool " + tool
            : "the tools are select, orbit, pan, zoom and fly");
  }
}

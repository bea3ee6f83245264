package io.oriel.selection;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.render.PickResult.Outcome;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what is seen at a place, and selects nothing. */
@Component(property = {MessageHandler.EVENT + "=pickRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class Pick implements MessageHandler<Pick.Request> {
  /**
   * What is asked.
   *
   * @param requestId a text or a number, which comes back with the answer
   * @param x pixels of the picture
   * @param y pixels of the picture
   */
  public record Request(@WireName("request_id") Object requestId, Double x, Double y) {}

  /** What is answered. */
  public record Result(
      @WireName("request_id") Optional<Object> requestId, Outcome outcome, Optional<String> path)
      implements ServerMessage {
    @Override
    public String event() {
      return "pickResult";
    }
  }

  private final Selections selections;

  @Activate
  public Pick(@Reference Selections selections) {
    this.selections = selections;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    if (request.x == null || request.y == null) {
      throw new OrielException(ErrorCode.MALFORMED, "x or y is missing");
    }
    Optional<Object> id = Optional.ofNullable(request.requestId);
    if (!id.map(value -> value instanceof String || value instanceof Number).orElse(true)) {
      throw new OrielException(ErrorCode.MALFORMED, "request_id is neither a text nor a number");
    }
    selections
        .of(reply.viewer())
        .probe(
            reply.viewer(),
            request.x,
            request.y,
            (outcome, path) -> reply.send(new Result(id, outcome, path)));
  }
}

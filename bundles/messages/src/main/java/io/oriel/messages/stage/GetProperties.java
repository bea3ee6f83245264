package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.WireName;
import io.oriel.api.stream.StreamControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers the properties of a prim with their values. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getPropertiesRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetProperties implements MessageHandler<GetProperties.Request> {
  /**
   * @param maxBytes how large the properties may be as JSON; as large as a message if absent
   */
  public record Request(
      @WireName("prim_path") String primPath, @WireName("max_bytes") Integer maxBytes) {}

  private final Streams streams;
  private final Questions questions;

  @Activate
  public GetProperties(@Reference Streams streams, @Reference Questions questions) {
    this.streams = streams;
    this.questions = questions;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    String path = Prims.existing(stream, request.primPath());
    if (request.maxBytes() != null && request.maxBytes() < 1) {
      throw Required.malformed("max_bytes is " + request.maxBytes());
    }
    PropertyBudget budget = PropertyBudget.of(request.maxBytes());
    questions.ask(
        stream,
        reply,
        asked -> asked.properties(path),
        properties -> reply.send(budget.response(path, properties)));
  }
}

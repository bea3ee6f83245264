package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.WireName;
import io.oriel.api.stream.StreamControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers the variant sets of a prim. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getVariantsRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetVariants implements MessageHandler<GetVariants.Request> {
  /** Whose. */
  public record Request(@WireName("prim_path") String primPath) {}

  private final Streams streams;
  private final Questions questions;

  @Activate
  public GetVariants(@Reference Streams streams, @Reference Questions questions) {
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
    questions.ask(
        stream,
        reply,
        asked -> asked.variants(path),
        sets -> reply.send(GetVariantsResponse.of(path, sets)));
  }
}

package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.WireName;
import io.oriel.api.stream.StreamControl;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers what lies directly below a prim. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getChildrenRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetChildren implements MessageHandler<GetChildren.Request> {
  /**
   * @param filters see {@link ChildFilter}; none if absent
   * @param start how many children to pass over, of those that the filters let through
   */
  public record Request(@WireName("prim_path") String primPath, List<String> filters, int start) {}

  private final Streams streams;

  @Activate
  public GetChildren(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    String path = Prims.existing(stream, request.primPath());
    if (request.start() < 0) {
      throw Required.malformed("start is " + request.start());
    }
    reply.send(
        GetChildrenResult.of(stream, path, ChildFilter.of(request.filters()), request.start()));
  }
}

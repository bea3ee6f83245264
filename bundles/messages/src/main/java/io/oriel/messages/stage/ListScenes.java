package io.oriel.messages.stage;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers which stages viewers may open. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=listScenesRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class ListScenes implements MessageHandler<ListScenes.Request> {
  /** Nothing to say. */
  public record Request() {}

  private final Streams streams;
  private final StageAccess access;
  private final Questions questions;
  private final SceneLists lists = new SceneLists();

  @Activate
  public ListScenes(
      @Reference Streams streams, @Reference StageAccess access, @Reference Questions questions) {
    this.streams = streams;
    this.access = access;
    this.questions = questions;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    StageAddresses addresses = access.of(stream.info().name());
    questions.ask(
        stream,
        reply,
        asked -> lists.of(addresses),
        found -> {
          String active = addresses.url(stream.status().stage().location());
          reply.send(new ListScenesResult(found.scenes(), active, found.limit()));
        });
  }
}

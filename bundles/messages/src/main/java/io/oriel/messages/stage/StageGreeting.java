package io.oriel.messages.stage;

import io.oriel.api.message.Greeting;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells which stage is shown and what is in it; while one loads, how far that is; and what ails the
 * pictures.
 */
@Component(
    service = Greeting.class,
    property = {"service.ranking:Integer=400", "oriel.greeting.loading:Boolean=true"})
public final class StageGreeting implements Greeting {
  private final Streams streams;
  private final StageAccess access;

  @Activate
  public StageGreeting(@Reference Streams streams, @Reference StageAccess access) {
    this.streams = streams;
    this.access = access;
  }

  @Override
  public void greet(Reply reply) {
    streams.find(reply.viewer()).ifPresent(stream -> greet(stream, reply));
  }

  private void greet(StreamControl stream, Reply reply) {
    StageAddresses addresses = access.of(stream.info().name());
    StreamStatus status = stream.status();
    if (status.stage().loading().isPresent() || !FirstPicture.isThere(status)) {
      reply.send(LoadingStateResponse.of(status, addresses));
      LoadProgress.of(status.stage(), addresses).messages().forEach(reply::send);
    } else {
      reply.send(OpenStageResult.shown(stream, addresses));
      reply.send(GetChildrenResult.ofRoot(stream));
    }
    StreamTrouble.of(status).map(addresses::told).ifPresent(reply::fail);
  }
}

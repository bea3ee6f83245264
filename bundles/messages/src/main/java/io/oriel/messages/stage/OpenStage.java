package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens a stage for everybody. The asker hears at once that it is shown already, or later why it
 * was not opened; that it is there is told by the greeting that follows its first picture.
 */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=openStageRequest", MessageHandler.ROLE + "=DIRECTOR"})
public final class OpenStage implements MessageHandler<OpenStage.Request> {
  /** What is asked for, as viewers call it. */
  public record Request(String url) {}

  private final Streams streams;
  private final StageAccess access;
  private final StageOpening opening;

  @Activate
  public OpenStage(
      @Reference Streams streams, @Reference StageAccess access, @Reference StageOpening opening) {
    this.streams = streams;
    this.access = access;
    this.opening = opening;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    StreamStatus status = stream.status();
    StageAddresses addresses = access.of(stream.info().name());
    String location;
    try {
      location = location(request.url(), status, addresses);
    } catch (OrielException refused) {
      if (refused.code() != ErrorCode.MALFORMED) {
        reply.send(OpenStageResult.failed(stream, request.url(), refused.problem()));
      }
      throw refused;
    }
    reply.send(new StageAsked(addresses.url(location)));
    boolean committed =
        status.stage().generation() > 0 && StageAddresses.same(location, status.stage().location());
    if (committed && status.ready() && FirstPicture.isThere(status)) {
      stream.cancelLoad();
      opening.shown(stream, reply);
    } else if (committed && FirstPicture.isAwaited(status)) {
      stream.cancelLoad();
      opening.await(stream, status.stage(), request.url(), reply);
    } else {
      // Also for the stage that is shown, if nothing is drawn any more: a load helps.
      opening.open(stream, location, request.url(), reply);
    }
  }

  /** The shown stage is known by the url that viewers were told, wherever it was opened from. */
  private static String location(String url, StreamStatus status, StageAddresses addresses)
      throws OrielException {
    String shown = status.stage().location();
    boolean told = !shown.isEmpty() && addresses.url(shown).equals(url);
    if (told && StageAddresses.isRemote(shown)) {
      return shown;
    }
    try {
      return addresses.location(url);
    } catch (OrielException refused) {
      if (told) {
        return shown;
      }
      throw refused;
    }
  }
}

package io.oriel.messages.view;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.AovStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows a segmentation, or again what was shown before it. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=toggleSegView", MessageHandler.ROLE + "=OPERATOR"})
public final class ToggleSegView implements MessageHandler<ToggleSegView.Request> {
  /** Whether to show it; the contrary of what was asked for last if absent. */
  public record Request(Boolean enabled) {}

  private final AovBoard board;

  @Activate
  public ToggleSegView(@Reference AovBoard board) {
    this.board = board;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    AovWatch watch = board.of(reply);
    AovStatus now = watch.now();
    // What was asked for may not be shown yet: the last wish counts.
    boolean asked = Segmentation.isOne(watch.asked());
    boolean wanted = request.enabled() == null ? !asked : request.enabled();
    boolean isSo = Segmentation.isOne(now.active()) == wanted;
    if (isSo) {
      reply.send(SegViewState.of(now));
    }
    if (isSo && wanted == asked) {
      reply.send(ActiveAovState.of(now));
    } else {
      watch.show(wanted ? segmentation(now) : watch.plain(), reply);
    }
  }

  private static String segmentation(AovStatus now) throws OrielException {
    return Segmentation.best(now.available())
        .orElseThrow(() ->
            new OrielException(
                ErrorCode.AOV_UNAVAILABLE,
                "no segmentation; there is: " + String.join(", ", now.available())));
  }
}

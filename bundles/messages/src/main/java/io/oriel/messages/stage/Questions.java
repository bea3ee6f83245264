package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.transport.Viewer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Questions whose answers take time, to readers of stages and to disks: so few at once that none of
 * the viewers keeps the others from asking. A service within this bundle. Any thread.
 */
@Component(service = Questions.class)
public final class Questions {
  static final int MOST_OF_A_VIEWER = 16;

  /** Fewer than a reader of stages has room for. */
  static final int MOST = 48;

  private final StageAccess access;

  // Guarded by this.
  private final Map<Viewer, Integer> open = new HashMap<>();
  private int all;

  @Activate
  public Questions(@Reference StageAccess access) {
    this.access = access;
  }

  /**
   * Asks for a viewer, which hears why if there is no answer.
   *
   * @param tell gets the answer
   * @throws OrielException if too many are not answered yet
   */
  <T> void ask(
      StreamControl stream,
      Reply reply,
      Function<StreamControl, CompletionStage<T>> question,
      Consumer<T> tell)
      throws OrielException {
    Viewer viewer = reply.viewer();
    begin(viewer);
    CompletableFuture.completedFuture(stream)
        .thenCompose(question)
        .whenComplete((answer, error) -> end(viewer))
        .thenAccept(tell)
        .exceptionally(error -> {
          StageAddresses addresses = access.of(stream.info().name());
          reply.fail(addresses.told(StageOpening.problem(error)));
          return null;
        });
  }

  private synchronized void begin(Viewer viewer) throws OrielException {
    int own = open.getOrDefault(viewer, 0);
    if (own == MOST_OF_A_VIEWER || all == MOST) {
      throw new OrielException(
          ErrorCode.TOO_MANY_REQUESTS,
          own + " questions of yours and " + all + " of all viewers are not answered yet");
    }
    open.put(viewer, own + 1);
    all++;
  }

  private synchronized void end(Viewer viewer) {
    open.computeIfPresent(viewer, (v, own) -> own == 1 ? null : own - 1);
    all--;
  }
}

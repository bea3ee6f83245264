package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens stages and tells who asked what becomes of it, unless the greeting after the first picture
 * does. A service within this bundle. Any thread.
 */
@Component(service = StageOpening.class)
public final class StageOpening {
  private static final System.Logger LOG = System.getLogger(StageOpening.class.getName());

  /** Why a stage that was loaded is not seen, if its stream does not say more. */
  private static final Problem NO_PICTURE = new Problem(ErrorCode.STREAM_NOT_READY, "no picture");

  private final StageAccess access;

  @Activate
  public StageOpening(@Reference StageAccess access) {
    this.access = access;
  }

  /**
   * Opens a stage, also one that is shown already.
   *
   * @param url what the asker calls it
   */
  void open(StreamControl stream, String location, String url, Reply reply) {
    stream
        .openStage(access.source(location))
        .thenAccept(status -> seen(stream, status.opened(), url, reply))
        .exceptionally(error -> {
          failed(stream, url, problem(error), reply);
          return null;
        });
  }

  /** The asker's stage is shown: says so at once. */
  void shown(StreamControl stream, Reply reply) {
    present(stream).forEach(reply::send);
  }

  private List<ServerMessage> present(StreamControl stream) {
    return List.of(
        OpenStageResult.shown(stream, access.of(stream.info().name())),
        GetChildrenResult.ofRoot(stream));
  }

  /**
   * The asker's stage has been committed already: what its first picture says is the answer.
   *
   * @param committed as it was when that was seen
   * @param url what the asker calls it
   */
  void await(StreamControl stream, StageStatus committed, String url, Reply reply) {
    CompletableFuture<StreamStatus> decided = new CompletableFuture<>();
    AutoCloseable listening =
        stream.listen(now -> {
          if (now.stage().opened() != committed.opened() || !FirstPicture.isAwaited(now)) {
            decided.complete(now);
          }
        });
    decided
        .thenAccept(now -> {
          close(listening);
          if (now.stage().opened() == committed.opened() && !FirstPicture.isThere(now)) {
            failed(stream, url, now.problem().orElse(NO_PICTURE), reply);
          } else if (committed.opened() == committed.generation()) {
            seen(stream, committed.opened(), url, reply);
          } else {
            // Loaded again, not opened: nobody is greeted.
            shown(stream, reply);
          }
        })
        .exceptionally(error -> {
          reply.fail(problem(error));
          return null;
        });
  }

  /** The first picture was there. Its greeting answers, unless it does not come any more. */
  private void seen(StreamControl stream, long opened, String url, Reply reply) {
    List<ServerMessage> present = present(stream);
    // Looked at afterwards: if it is the same stage now it was so above.
    StreamStatus now = stream.status();
    if (now.stage().opened() != opened) {
      failed(stream, url, new Problem(ErrorCode.SUPERSEDED, "a newer stage is shown"), reply);
    } else if (now.stage().loading().isPresent() || !FirstPicture.isThere(now)) {
      present.forEach(reply::send);
    }
  }

  private static void close(AutoCloseable listening) {
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "The status of a stream that has gone", e);
    }
  }

  private void failed(StreamControl stream, String url, Problem problem, Reply reply) {
    Problem told = access.of(stream.info().name()).told(problem);
    reply.send(OpenStageResult.failed(stream, url, told));
    if (told.code() != ErrorCode.SUPERSEDED) {
      reply.fail(told);
    }
  }

  /** What an operation failed with. */
  static Problem problem(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof OrielException known) {
      return known.problem();
    }
    // What went wrong inside is for the log; the viewer learns that it is no fault of its own.
    LOG.log(System.Logger.Level.ERROR, "A stage was not told of", cause);
    return new Problem(ErrorCode.INTERNAL, "");
  }
}

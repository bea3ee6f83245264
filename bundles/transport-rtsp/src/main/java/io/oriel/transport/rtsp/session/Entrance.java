package io.oriel.transport.rtsp.session;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.transport.ViewerRequest;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Where the client of one connection becomes a viewer and ceases to be one. What may block is done
 * on a thread of its own. Event loop only, unless said otherwise.
 */
final class Entrance {
  /** What is done with the viewer's seat, off the loop, and gives what is done on it then. */
  interface Task {
    Runnable with(Seat seat) throws InterruptedException;
  }

  private final Site site;
  private final Connection connection;
  private Optional<Seat> seat = Optional.empty();

  Entrance(Site site, Connection connection) {
    this.site = site;
    this.connection = connection;
  }

  /** Lets the client in, unless it sees this stream already, and goes on with the task. */
  void enter(ViewerRequest request, Task task, Consumer<OrielException> refused) {
    final Optional<Seat> present =
        seat.filter(taken -> taken.info().name().equals(request.stream()));
    if (present.isEmpty()) {
      leave(new Problem(ErrorCode.VIEWER_GONE, "it asked for another stream"));
    }
    site.work()
        .execute(() -> {
          try {
            final Seat taken = present.isPresent() ? present.get() : take(request);
            onLoop(task.with(taken));
          } catch (OrielException e) {
            onLoop(() -> refused.accept(e));
          } catch (RuntimeException e) {
            onLoop(() -> refused.accept(new OrielException(ErrorCode.INTERNAL, e.toString(), e)));
          } catch (InterruptedException e) {
            // The transport closes, and with it the connection.
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Off the loop; the seat is the connection's before anything is done with it. */
  private Seat take(ViewerRequest request) throws OrielException {
    final Seat taken = Seat.take(site, request);
    if (!onLoop(() -> keep(taken))) {
      taken.leave(new Problem(ErrorCode.SERVER_STOPPING, ""));
    }
    return taken;
  }

  private void keep(Seat taken) {
    seat = Optional.of(taken);
    connection.known();
    if (connection.closed()) {
      leave(new Problem(ErrorCode.VIEWER_GONE, "it closed the connection"));
    }
  }

  /** False if the transport has closed. Any thread. */
  private boolean onLoop(Runnable task) {
    try {
      connection.channel().eventLoop().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Lets the viewer go, if there is one. */
  void leave(Problem reason) {
    final Optional<Seat> left = seat;
    seat = Optional.empty();
    left.ifPresent(taken -> taken.leave(reason));
  }
}

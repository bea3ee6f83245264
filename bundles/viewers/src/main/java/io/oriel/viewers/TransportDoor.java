package io.oriel.viewers;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.Offer;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Transport;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Opens and closes transports within limits, each on a thread of its own. One that does not return
 * is left to itself; when it opens after all it is closed at once. Used by the host's threads, of
 * each identity by one.
 */
final class TransportDoor {
  private static final System.Logger LOG = System.getLogger("io.oriel.viewers");
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * How long a transport may take.
   *
   * @param open to open
   * @param close to say goodbye, to close, and some room
   */
  record Limits(Duration open, Duration close) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(3));
  }

  private final Clock clock;
  private final StreamDirectory streams;
  private final Lobby lobby;
  private final Limits limits;
  private final Errands errands = new Errands();

  TransportDoor(Clock clock, StreamDirectory streams, Lobby lobby, Limits limits) {
    this.clock = clock;
    this.streams = streams;
    this.lobby = lobby;
    this.limits = limits;
  }

  /** True while it has not returned from what it was last told to do; it is told nothing then. */
  boolean isBusy(Offer<Transport> transport) {
    return errands.isBusy(transport);
  }

  /**
   * @throws OrielException what it says, or that it takes too long
   */
  HostedTransport open(String identity, Offer<Transport> transport) throws OrielException {
    HostedTransport hosted = new HostedTransport(transport, clock, streams, lobby);
    try {
      return within(limits.open, identity, "open", hosted, hosted::open, this::closeLate);
    } catch (TimeoutException e) {
      hosted.abandon();
      throw tooLong("open", limits.open);
    }
  }

  /**
   * @throws OrielException what it says, or that it takes too long
   */
  void close(String identity, HostedTransport hosted, Problem reason) throws OrielException {
    Callable<HostedTransport> closing =
        () -> {
          hosted.close(reason, DRAIN_NANOS);
          return hosted;
        };
    try {
      within(limits.close, identity, "close", hosted, closing, closed -> {});
    } catch (TimeoutException e) {
      hosted.abandon();
      throw tooLong("close", limits.close);
    }
  }

  private void closeLate(HostedTransport hosted) {
    try {
      hosted.close(new Problem(ErrorCode.SERVER_STOPPING, ""), 0);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.ERROR, "A transport that opened too late failed to close", e);
    }
  }

  private HostedTransport within(
      Duration limit,
      String identity,
      String what,
      HostedTransport hosted,
      Callable<HostedTransport> work,
      Consumer<HostedTransport> late)
      throws OrielException, TimeoutException {
    String thread = "oriel-transport-" + identity + "-" + what;
    try {
      return errands.run(hosted.offer(), thread, limit, work, late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrielException(ErrorCode.SERVER_STOPPING, "interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrielException known) {
        throw known;
      }
      throw new OrielException(ErrorCode.INTERNAL, e.getCause().toString(), e.getCause());
    }
  }

  private static OrielException tooLong(String what, Duration limit) {
    return new OrielException(
        ErrorCode.INTERNAL, "it did not %s within %d ms".formatted(what, limit.toMillis()));
  }
}

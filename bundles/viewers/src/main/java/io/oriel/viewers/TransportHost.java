package io.oriel.viewers;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens and closes transports: one for each identity, the best that is there. A successor on the
 * same port opens after its predecessor has closed; if it fails, the predecessor is opened again.
 * All of it happens on one thread of its own.
 */
final class TransportHost implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.oriel.viewers");
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Drain, the 2 s that closing may take, and some room. */
  private static final long CLOSE_SECONDS = 4;

  private final Clock clock;
  private final StreamDirectory streams;
  private final Lobby lobby;
  private final CounterSet<ViewerCounter> counters;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("oriel-transports").factory());
  private final Map<String, Ranked<Transport>> offered = new ConcurrentHashMap<>();
  private final Map<String, HostedTransport> open = new ConcurrentHashMap<>();
  private final Map<String, Problem> problems = new ConcurrentHashMap<>();

  TransportHost(
      Clock clock, StreamDirectory streams, Lobby lobby, CounterSet<ViewerCounter> counters) {
    this.clock = clock;
    this.streams = streams;
    this.lobby = lobby;
    this.counters = counters;
  }

  /** A transport has come; it is opened if it is the best of its identity. */
  void add(Transport transport, Map<String, Object> properties) {
    String identity = identity(properties);
    offered.computeIfAbsent(identity, i -> new Ranked<>()).add(transport, properties);
    thread.execute(() -> choose(identity));
  }

  /** A transport goes. Returns when it is closed. */
  void remove(Transport transport, Map<String, Object> properties) {
    String identity = identity(properties);
    offered.computeIfAbsent(identity, i -> new Ranked<>()).remove(transport);
    if (!thread.isShutdown()) {
      await(thread.submit(() -> choose(identity)));
    }
  }

  private static String identity(Map<String, Object> properties) {
    return properties.getOrDefault(Transport.TRANSPORT, "unnamed").toString();
  }

  /** Why transports that should be open are not. */
  List<Problem> problems() {
    return List.copyOf(problems.values());
  }

  /** Whether every transport that there is has been opened, or has a problem that says why not. */
  boolean settled() {
    return offered.entrySet().stream()
        .filter(one -> one.getValue().best().isPresent())
        .map(Map.Entry::getKey)
        .allMatch(identity -> open.containsKey(identity) || problems.containsKey(identity));
  }

  /** How each transport is that has come. */
  List<TransportStatus> states() {
    return offered.entrySet().stream()
        .filter(one -> one.getValue().best().isPresent())
        .map(one -> state(one.getKey()))
        .toList();
  }

  private TransportStatus state(String identity) {
    HostedTransport present = open.get(identity);
    if (present != null) {
      return new TransportStatus(identity, TransportStatus.State.OPEN, present.reach());
    }
    List<Problem> why = Optional.ofNullable(problems.get(identity)).stream().toList();
    return new TransportStatus(
        identity,
        why.isEmpty() ? TransportStatus.State.OPENING : TransportStatus.State.FAILED,
        new Reach("", why));
  }

  private void choose(String identity) {
    Optional<Transport> best = offered.get(identity).best();
    HostedTransport present = open.get(identity);
    if (present != null && best.isPresent() && present.transport() == best.get()) {
      return;
    }
    close(identity);
    if (best.isEmpty()) {
      problems.remove(identity);
    } else if (!opened(identity, best.get()) && present != null) {
      reopen(identity, present.transport());
    }
  }

  /** The predecessor serves again if it is still there; the problem of the successor stays. */
  private void reopen(String identity, Transport predecessor) {
    if (offered.get(identity).all().contains(predecessor)) {
      Problem why = problems.get(identity);
      opened(identity, predecessor);
      LOG.log(
          System.Logger.Level.WARNING,
          "Transport {0}: a new one did not open, the former serves on: {1}",
          identity,
          why.message());
    }
  }

  private boolean opened(String identity, Transport transport) {
    try {
      open.put(identity, HostedTransport.open(transport, clock, streams, lobby));
      problems.remove(identity);
      counters.increment(ViewerCounter.TRANSPORTS_OPENED);
      return true;
    } catch (OrielException | RuntimeException | LinkageError e) {
      Problem problem =
          e instanceof OrielException known
              ? known.problem()
              : new Problem(ErrorCode.INTERNAL, e.toString());
      problems.put(identity, problem);
      counters.increment(ViewerCounter.TRANSPORTS_FAILED);
      LOG.log(System.Logger.Level.ERROR, "Transport {0}: {1}", identity, problem.message());
      return false;
    }
  }

  private void close(String identity) {
    HostedTransport present = open.remove(identity);
    if (present == null) {
      return;
    }
    try {
      present.close(DRAIN_NANOS);
    } catch (RuntimeException | LinkageError e) {
      counters.increment(ViewerCounter.TRANSPORTS_FAILED);
      LOG.log(System.Logger.Level.ERROR, "Transport " + identity + " failed to close", e);
    }
  }

  private void await(Future<?> task) {
    try {
      task.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      counters.increment(ViewerCounter.TRANSPORTS_FAILED);
      LOG.log(System.Logger.Level.ERROR, "A transport did not close in time", e);
    }
  }

  /** Closes every transport. */
  @Override
  public void close() {
    Future<?> closing = thread.submit(() -> List.copyOf(open.keySet()).forEach(this::close));
    thread.shutdown();
    await(closing);
  }
}

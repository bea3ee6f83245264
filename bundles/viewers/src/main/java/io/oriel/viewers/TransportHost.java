package io.oriel.viewers;

import static io.oriel.api.error.ErrorCode.SERVER_STOPPING;
import static io.oriel.api.error.ErrorCode.TRANSPORT_REPLACED;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens and closes transports: one for each identity, the best that is there. A successor on the
 * same port opens after its predecessor has closed; if it fails, the predecessor is opened again.
 * Each identity has a thread of its own, which waits for no transport longer than the limits of
 * {@link TransportDoor} allow.
 */
final class TransportHost implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.oriel.viewers");

  /** How often one that did not open is tried again, as while another program has its port. */
  private static final long RETRY_MILLIS = 1000;

  /** For whoever waits until a transport is closed: as long as that may take, and some room. */
  private static final long CLOSE_SECONDS = 4;

  private final TransportDoor door;
  private final CounterSet<ViewerCounter> counters;
  private final Map<String, ScheduledExecutorService> threads = new ConcurrentHashMap<>();
  private final Map<String, Offers<Transport>> offered = new ConcurrentHashMap<>();
  private final Map<String, HostedTransport> open = new ConcurrentHashMap<>();
  private final Map<String, Problem> problems = new ConcurrentHashMap<>();

  /** Identities that will be tried again. */
  private final Set<String> retrying = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  TransportHost(TransportDoor door, CounterSet<ViewerCounter> counters) {
    this.door = door;
    this.counters = counters;
  }

  /** A transport has come; it is opened if it is the best of its identity. */
  void add(Transport transport, Map<String, Object> properties) {
    String identity = identity(properties);
    Offers<Transport> there = offered.computeIfAbsent(identity, i -> new Offers<>());
    there.add(transport, properties);
    // At once, or whoever installed it takes it for one that nobody needs while others open.
    sayWhoIsNeeded(there);
    thread(identity).execute(() -> choose(identity));
  }

  /** A transport goes. Returns when it is closed. */
  void remove(Transport transport, Map<String, Object> properties) {
    String identity = identity(properties);
    offered.computeIfAbsent(identity, i -> new Offers<>()).remove(transport);
    if (!closed) {
      await(thread(identity).submit(() -> choose(identity)));
    }
  }

  private ScheduledExecutorService thread(String identity) {
    return threads.computeIfAbsent(
        identity,
        name ->
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("oriel-transport-" + name).factory()));
  }

  private static String identity(Map<String, Object> properties) {
    return properties.getOrDefault(Transport.TRANSPORT, "unnamed").toString();
  }

  /** Why transports that should be open are not. */
  List<Problem> problems() {
    return List.copyOf(problems.values());
  }

  /** What has become of the transports. */
  List<ServiceUse> uses() {
    return offered.values().stream().flatMap(o -> o.uses(Transport.TRANSPORT, "")).toList();
  }

  /** Whether every transport that there is has been opened, or has a problem that says why not. */
  boolean settled() {
    return offered.entrySet().stream()
        .filter(one -> !one.getValue().all().isEmpty())
        .map(Map.Entry::getKey)
        .allMatch(identity -> open.containsKey(identity) || problems.containsKey(identity));
  }

  /** How each transport is that has come. */
  List<TransportStatus> states() {
    return offered.entrySet().stream()
        .filter(one -> !one.getValue().all().isEmpty())
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
    chooseBest(identity);
    if (problems.containsKey(identity)
        && !open.containsKey(identity)
        && !closed
        && retrying.add(identity)) {
      thread(identity).schedule(() -> tryAgain(identity), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tryAgain(String identity) {
    retrying.remove(identity);
    // What is scheduled runs also when the thread has been told to end.
    if (!open.containsKey(identity) && !closed) {
      choose(identity);
    }
  }

  private void chooseBest(String identity) {
    Offers<Transport> there = offered.get(identity);
    sayWhoIsNeeded(there);
    Optional<Offer<Transport>> best = best(there);
    HostedTransport present = open.get(identity);
    if (present != null && best.isPresent() && present.offer() == best.get()) {
      return;
    }
    close(identity, new Problem(best.isEmpty() ? SERVER_STOPPING : TRANSPORT_REPLACED, ""));
    if (there.all().isEmpty()) {
      problems.remove(identity);
    } else if (best.isPresent() && !opened(identity, best.get()) && present != null) {
      reopen(identity, best.get(), present.offer());
    }
  }

  /** What has not returned from what it did last is not there. */
  private Optional<Offer<Transport>> best(Offers<Transport> there) {
    return there
        .best(one -> one.usable() && !door.isBusy(one))
        .or(() -> there.best(one -> !door.isBusy(one)));
  }

  private static void sayWhoIsNeeded(Offers<Transport> there) {
    Optional<Offer<Transport>> best = there.best(Offer::usable);
    there.all().forEach(one -> one.needed(best.isPresent() && best.get() == one));
  }

  /** The predecessor serves again if it is still there; the successor is not tried again. */
  private void reopen(String identity, Offer<Transport> failed, Offer<Transport> predecessor) {
    if (!offered.get(identity).all().contains(predecessor) || door.isBusy(predecessor)) {
      return;
    }
    Problem why = problems.get(identity);
    failed.giveUp(why);
    if (opened(identity, predecessor)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Transport {0}: a new one did not open, the former serves on: {1}",
          identity,
          why.message());
    }
  }

  private boolean opened(String identity, Offer<Transport> transport) {
    try {
      open.put(identity, door.open(identity, transport));
      transport.forgive();
      transport.served();
      problems.remove(identity);
      counters.increment(ViewerCounter.TRANSPORTS_OPENED);
      return true;
    } catch (OrielException e) {
      Problem problem = e.problem();
      if (door.isBusy(transport)) {
        transport.giveUp(problem);
      } else {
        transport.refused(problem);
      }
      counters.increment(ViewerCounter.TRANSPORTS_FAILED);
      if (!problem.equals(problems.put(identity, problem))) {
        LOG.log(System.Logger.Level.ERROR, "Transport {0}: {1}", identity, problem.message());
      }
      return false;
    }
  }

  private void close(String identity, Problem reason) {
    HostedTransport present = open.remove(identity);
    if (present == null) {
      return;
    }
    try {
      door.close(identity, present, reason);
    } catch (OrielException e) {
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
    Problem reason = new Problem(SERVER_STOPPING, "");
    closed = true;
    List<Future<?>> closing = new ArrayList<>();
    threads.forEach((identity, thread) -> {
      closing.add(thread.submit(() -> close(identity, reason)));
      thread.shutdown();
    });
    closing.forEach(this::await);
  }
}

package io.oriel.transport.shm;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transport at work. Streams are offered and withdrawn on one thread of its own, which also
 * looks every second whether they can still be found, and tries again where one could not be
 * offered: another server may have gone.
 */
final class ShmEndpoint implements OpenTransport, StreamListener {
  private static final System.Logger LOG = System.getLogger(ShmEndpoint.class.getName());
  private static final long PERIOD_MILLIS = 1000;
  private static final long CLOSE_MILLIS = 1900;

  private final ShmSettings settings;
  private final TransportContext context;
  private final CounterSet<ShmCounter> counters;
  private final ErrorLog errors;
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oriel-shm-keeper").factory());

  /** Of the keeper: every stream that there is, and those that are offered. */
  private final Map<String, Stream> streams = new HashMap<>();

  private final Map<String, Offer> offers = new HashMap<>();

  /** Nothing is offered any more. */
  private volatile boolean stopped;

  private final Map<String, DurationSet<ShmDuration>> durations = new ConcurrentHashMap<>();
  private final Map<String, Problem> problems = new ConcurrentHashMap<>();

  ShmEndpoint(ShmSettings settings, TransportContext context, CounterSet<ShmCounter> counters) {
    this.settings = settings;
    this.context = context;
    this.counters = counters;
    this.errors = new ErrorLog(LOG, context.clock()::nanos);
  }

  void start() {
    context.streams(this);
    keeper.scheduleWithFixedDelay(this::tend, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void added(Stream stream) {
    final String name = stream.info().name();
    keeper.execute(() -> {
      // One that is offered under this name has gone, for names are given once.
      withdraw(name, ended(name));
      streams.put(name, stream);
      offer(name, stream);
    });
  }

  @Override
  public void removed(Stream stream) {
    final String name = stream.info().name();
    keeper.execute(() -> {
      streams.remove(name);
      problems.remove(name);
      withdraw(name, ended(name));
    });
  }

  private static Problem ended(String stream) {
    return new Problem(ErrorCode.STREAM_ENDED, "stream '" + stream + "' has ended");
  }

  private void tend() {
    for (final Map.Entry<String, Stream> stream : streams.entrySet()) {
      try {
        tend(stream.getKey(), stream.getValue());
      } catch (Throwable e) {
        // Of this stream this time: the executor would never run it again.
        failed(stream.getKey(), e);
      }
    }
  }

  private void tend(String name, Stream stream) {
    final Offer offer = offers.get(name);
    if (offer != null && !offer.tend()) {
      counters.increment(ShmCounter.REGIONS_LOST);
      final Problem lost =
          new Problem(
              ErrorCode.SHARED_MEMORY,
              "its objects were removed or are not written any more; it is offered anew");
      errors.report(place(name), lost);
      withdraw(name, lost);
    }
    if (!offers.containsKey(name)) {
      offer(name, stream);
    }
  }

  private void offer(String name, Stream stream) {
    if (stopped) {
      return;
    }
    try {
      offers.put(
          name,
          Offer.open(
              stream,
              settings,
              link -> admit(name, link),
              counters,
              durations.computeIfAbsent(
                  name, n -> new DurationSet<>(ShmDuration.class, Map.of("stream", n))),
              fault -> errors.report(place(name), new Problem(ErrorCode.SHARED_MEMORY, fault))));
      problems.remove(name);
    } catch (OrielException e) {
      refused(name, e.problem(), e);
    } catch (Throwable e) {
      refused(name, new Problem(ErrorCode.SHARED_MEMORY, e.toString()), e);
    }
  }

  private void refused(String name, Problem problem, Throwable cause) {
    counters.increment(ShmCounter.STREAMS_REFUSED);
    problems.put(name, problem);
    errors.report(place(name), problem, cause);
  }

  private ViewerSession admit(String stream, ViewerLink link) throws OrielException {
    try {
      return context.admit(
          ViewerRequest.of(ShmTransport.NAME, stream, link).remoteAddress("local").build());
    } catch (RuntimeException e) {
      final Problem defect = new Problem(ErrorCode.INTERNAL, "");
      errors.report(place(stream), defect, e);
      throw new OrielException(ErrorCode.INTERNAL, "", e);
    }
  }

  private void withdraw(String name, Problem reason) {
    final Offer offer = offers.remove(name);
    if (offer != null) {
      try {
        offer.close(reason);
      } catch (Throwable e) {
        failed(name, e);
      }
    }
  }

  private void failed(String stream, Throwable cause) {
    errors.report(place(stream), new Problem(ErrorCode.SHARED_MEMORY, cause.toString()), cause);
  }

  private static String place(String stream) {
    return "Shared memory of stream " + stream;
  }

  @Override
  public Reach reach() {
    return new Reach("shm:" + settings.prefix() + "<stream>", problems());
  }

  /** Why streams are not offered. Any thread. */
  List<Problem> problems() {
    return List.copyOf(problems.values());
  }

  /** What handing over has taken so far, by stream. Any thread. */
  List<DurationReading> durations() {
    return durations.values().stream().flatMap(set -> set.readings().stream()).toList();
  }

  /** Withdraws everything: a viewer of a region has nothing to wait for. */
  @Override
  public void drain(long deadlineNanos) {
    stopped = true;
    final Future<?> withdrawn = keeper.submit(this::withdrawAll);
    try {
      withdrawn.get(Math.max(0, deadlineNanos - context.clock().nanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // It goes on; closing waits for it.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void withdrawAll() {
    streams.clear();
    final Problem stopping = new Problem(ErrorCode.SERVER_STOPPING, "");
    List.copyOf(offers.keySet()).forEach(name -> withdraw(name, stopping));
  }

  @Override
  public void close() {
    stopped = true;
    keeper.execute(this::withdrawAll);
    keeper.shutdown();
    try {
      if (!keeper.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "Streams in shared memory do not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

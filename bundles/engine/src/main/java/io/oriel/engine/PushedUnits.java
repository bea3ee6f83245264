package io.oriel.engine;

import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.LeakWatch;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.time.Clock;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.KeyframeBudget;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The feed of what a host encodes: each unit goes to all who subscribe, where it lies, on the
 * host's thread. Who keeps too many gets no more until a keyframe comes after he gave some back.
 */
final class PushedUnits implements PushTarget, VideoFeed {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** As much as the feed of an encoder keeps for those who are slow. */
  private static final int KEPT_SECONDS = 4;

  private final StreamInfo info;
  private final Codec codec;
  private final Clock clock;
  private final PushedStatus status;
  private final CounterSet<EngineCounter> counters;
  private final EncodingInfo encoding;
  private final int mostKept;
  private final LeakWatch leaks;

  /** Added to and emptied under its own lock, which is not held while a sink is called. */
  private final List<UnitSubscriber> subscribers = new CopyOnWriteArrayList<>();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final KeyframeBudget budget = new KeyframeBudget();

  /** Somebody waits to tell what was asked for too often. Guarded by the budget. */
  private boolean telling;

  /** Nobody subscribes any more. Written under the lock of the subscribers. */
  private volatile boolean closed;

  // Guarded by this, which is held while a unit goes out: by whoever pushes and nobody else.
  private long sequence;
  private long capturedAtNanos = Long.MIN_VALUE;
  private boolean keyframeDue = true;

  PushedUnits(
      StreamInfo info,
      Codec codec,
      Clock clock,
      PushedStatus status,
      CounterSet<EngineCounter> counters) {
    this.info = info;
    this.codec = codec;
    this.clock = clock;
    this.status = status;
    this.counters = counters;
    encoding =
        new EncodingInfo(
            codec.name().toLowerCase(Locale.ROOT), codec, "host", info.width(), info.height(), 0);
    leaks = new LeakWatch(LOG, "A unit pushed to stream " + info.name(), () -> {});
    mostKept = (int) Math.ceil(KEPT_SECONDS * info.framesPerSecond());
  }

  EncodingInfo encoding() {
    return encoding;
  }

  @Override
  public void start() {
    // Units go out on the thread that pushes them.
  }

  @Override
  public PushLease push(HostImage picture, Runnable giveBack) throws OrielException {
    throw PushTarget.invalid(
        "stream %s takes pictures that the host has encoded as %s, see its source"
            .formatted(info.name(), codec));
  }

  @Override
  public PushLease push(PushedUnit unit) throws OrielException {
    PushedUnit checked =
        new PushedUnit(
            UnitFormat.checked(codec, unit.data()), unit.keyframe(), unit.captureTimeNanos());
    PushedLease lease = new PushedLease(PushedLease.NOTHING);
    synchronized (this) {
      if (closed) {
        throw PushTarget.ended(info.name());
      }
      if (unit.captureTimeNanos() <= capturedAtNanos) {
        throw PushTarget.invalid(
            "the capture time %d ns is not later than the one before, %d ns"
                .formatted(unit.captureTimeNanos(), capturedAtNanos));
      }
      capturedAtNanos = unit.captureTimeNanos();
      counters.increment(EngineCounter.PUSHES);
      if (keyframeDue && !unit.keyframe()) {
        drop(lease, new Problem(ErrorCode.STREAM_NOT_READY, "a keyframe has to come first"));
      } else if (nobodyTakesMore()) {
        keyframeDue = true;
        drop(
            lease,
            new Problem(
                ErrorCode.VIEWER_TOO_SLOW, mostKept + " units are still kept by each consumer"));
      } else {
        deliver(checked, lease);
      }
    }
    tellIfWanted();
    return lease;
  }

  private void drop(PushedLease lease, Problem reason) {
    counters.increment(EngineCounter.PUSHES_DROPPED);
    lease.drop(reason);
    lease.end();
    budget.ask();
  }

  private boolean nobodyTakesMore() {
    return !subscribers.isEmpty() && subscribers.stream().allMatch(UnitSubscriber::keepsTooMany);
  }

  private void deliver(PushedUnit pushed, PushedLease lease) {
    boolean discontinuity = keyframeDue;
    if (pushed.keyframe()) {
      keyframeDue = false;
      budget.served();
    }
    UnitTurn turn = new UnitTurn(leaks, pushed, sequence++, discontinuity, lease);
    for (UnitSubscriber subscriber : subscribers) {
      deliver(subscriber, turn);
    }
    turn.done();
    status.flows(LeasedUnit.EPOCH);
  }

  private void deliver(UnitSubscriber subscriber, UnitTurn turn) {
    try {
      subscriber.deliver(turn);
    } catch (Throwable e) {
      counters.increment(EngineCounter.SINKS_FAILED);
      LOG.log(System.Logger.Level.ERROR, "A sink of access units failed and was removed", e);
      remove(subscriber);
      end(subscriber, new Problem(ErrorCode.INTERNAL, "the sink failed on an access unit: " + e));
    }
  }

  /** A subscriber was passed by because he keeps too many. */
  void skipped() {
    counters.increment(EngineCounter.UNITS_SKIPPED);
  }

  /** A subscriber can go on with a keyframe. While a unit goes out. */
  void wantKeyframe() {
    budget.ask();
  }

  @Override
  public VideoSubscription subscribe(VideoRequest request, AccessUnitSink sink)
      throws OrielException {
    if (!request.codecs().contains(codec)) {
      throw new OrielException(
          ErrorCode.CODEC_UNSUPPORTED,
          "stream %s is %s, encoded by its host; asked for: %s"
              .formatted(info.name(), codec, request.codecs()));
    }
    UnitSubscriber subscriber = new UnitSubscriber(this, sink, mostKept);
    synchronized (subscribers) {
      if (closed) {
        throw PushTarget.ended(info.name());
      }
      subscribers.add(subscriber);
    }
    requestKeyframe();
    return subscriber;
  }

  void remove(UnitSubscriber subscriber) {
    subscribers.remove(subscriber);
  }

  void requestKeyframe() {
    budget.ask();
    tellIfWanted();
  }

  /** What is asked for too often is told later: a host may push only what it is asked for. */
  private void tellIfWanted() {
    if (listeners.isEmpty()) {
      return;
    }
    long now = clock.nanos();
    boolean wanted;
    boolean later;
    synchronized (budget) {
      wanted = budget.take(now);
      later = !telling && budget.asked();
      telling |= later;
    }
    if (wanted) {
      listeners.forEach(OffThread.EXECUTOR::execute);
    }
    if (later) {
      OffThread.EXECUTOR.execute(() -> tellAt(now + KeyframeBudget.REFILL_NANOS));
    }
  }

  private void tellAt(long nanos) {
    try {
      clock.parkUntil(nanos);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody has this thread to interrupt", e);
    }
    synchronized (budget) {
      telling = false;
    }
    tellIfWanted();
  }

  @Override
  public AutoCloseable onKeyframeWanted(Runnable listener) {
    listeners.add(listener);
    // A viewer may have come before there was anybody to tell.
    tellIfWanted();
    return () -> listeners.remove(listener);
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    // Nothing here decodes: there are no frames.
    return () -> {};
  }

  @Override
  public VideoFeed video() {
    return this;
  }

  /** Returns although a sink does not: it hears of the end when it does. */
  @Override
  public void close() {
    List<UnitSubscriber> ended;
    synchronized (subscribers) {
      closed = true;
      ended = List.copyOf(subscribers);
      subscribers.clear();
    }
    listeners.clear();
    Problem reason = new Problem(ErrorCode.STREAM_ENDED, "");
    ended.forEach(subscriber -> end(subscriber, reason));
  }

  private void end(UnitSubscriber subscriber, Problem reason) {
    try {
      if (!subscriber.end(reason)) {
        LOG.log(
            System.Logger.Level.ERROR,
            "A sink of access units of stream {0} does not return: {1}",
            info.name(),
            subscriber);
      }
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "A sink failed on the end of its stream", e);
    }
  }
}

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
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The feed of what a host encodes: each unit goes to all who subscribe, where it lies, on the
 * host's thread. Where consumers keep too many, new ones are dropped until a keyframe comes.
 */
final class PushedUnits implements PushTarget, VideoFeed {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** Nothing here begins anew: a unit that was lost is told by its discontinuity. */
  private static final long EPOCH = 1;

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
  private final AtomicInteger kept = new AtomicInteger();
  private final List<UnitSubscriber> subscribers = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final KeyframeBudget budget = new KeyframeBudget();

  /** Somebody waits to tell what was asked for too often. Guarded by the budget. */
  private boolean telling;

  // Guarded by this, which is held while a unit goes out.
  private long sequence;
  private long capturedAtNanos = Long.MIN_VALUE;
  private boolean keyframeDue = true;
  private boolean closed;

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
    MemorySegment data = UnitFormat.checked(codec, unit.data());
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
      } else if (kept.get() >= mostKept) {
        keyframeDue = true;
        drop(
            lease,
            new Problem(
                ErrorCode.VIEWER_TOO_SLOW, kept.get() + " units are still kept by consumers"));
      } else {
        deliver(unit, data, lease);
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

  private void deliver(PushedUnit pushed, MemorySegment data, PushedLease lease) {
    boolean discontinuity = keyframeDue;
    if (pushed.keyframe()) {
      keyframeDue = false;
      budget.served();
    }
    kept.incrementAndGet();
    LeasedUnit unit =
        new LeasedUnit(
            leaks,
            data,
            EPOCH,
            sequence++,
            pushed.captureTimeNanos(),
            pushed.keyframe(),
            discontinuity,
            () -> {
              kept.decrementAndGet();
              lease.end();
            });
    for (UnitSubscriber subscriber : subscribers) {
      deliver(subscriber, unit);
    }
    unit.release();
    status.flows(EPOCH);
  }

  private void deliver(UnitSubscriber subscriber, LeasedUnit unit) {
    try {
      subscriber.deliver(unit);
    } catch (Throwable e) {
      counters.increment(EngineCounter.SINKS_FAILED);
      LOG.log(System.Logger.Level.ERROR, "A sink of access units failed and was removed", e);
      remove(subscriber);
      end(subscriber, new Problem(ErrorCode.INTERNAL, "the sink failed on an access unit: " + e));
    }
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
    UnitSubscriber subscriber = new UnitSubscriber(this, sink);
    synchronized (this) {
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

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    Problem reason = new Problem(ErrorCode.STREAM_ENDED, "");
    subscribers.forEach(subscriber -> end(subscriber, reason));
    subscribers.clear();
    listeners.clear();
  }

  private static void end(UnitSubscriber subscriber, Problem reason) {
    try {
      subscriber.end(reason);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "A sink failed on the end of its stream", e);
    }
  }
}

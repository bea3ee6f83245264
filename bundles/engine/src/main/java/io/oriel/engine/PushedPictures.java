package io.oriel.engine;

import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.time.Clock;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes the pictures that are pushed, where they lie. A picture is published at once if the
 * last frame is old enough; of those that come faster the newest at the period's end. Where nothing
 * comes the last picture is repeated, so that whoever joins sees it.
 */
final class PushedPictures implements PushTarget, VideoSource, Runnable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final StreamInfo info;
  private final Clock clock;
  private final PushedStatus status;
  private final CounterSet<EngineCounter> counters;
  private final FrameSinks sinks;
  private final FrameOutlet outlet;
  private final FeedSlot feed;
  private final ErrorLog errors;
  private final long period;
  private final Thread thread;
  private final AtomicLong epochs = new AtomicLong(1);

  // Guarded by this.
  private PushedPicture waiting;
  private boolean closed;

  // Used by the thread.
  private PooledBuffer shown;
  private long epoch = epochs.get();
  private boolean pushed;

  /** When the last frame was published, or was due if it was early. */
  private long publishedAtNanos;

  private long capturedAtNanos;

  PushedPictures(
      StreamInfo info,
      Clock clock,
      ImageMemory hostMemory,
      PushedStatus status,
      CounterSet<EngineCounter> counters,
      DurationSet<EngineDuration> durations)
      throws OrielException {
    this.info = info;
    this.clock = clock;
    this.status = status;
    this.counters = counters;
    sinks = new FrameSinks(counters);
    outlet = new FrameOutlet(sinks, counters, durations);
    feed = new FeedSlot(this);
    errors = new ErrorLog(LOG, clock::nanos);
    period = StreamSettings.periodNanos(info);
    thread = Thread.ofPlatform().daemon().name("oriel-push-" + info.name()).unstarted(this);
    ImageSpec spec = ImageSpec.of(info.width(), info.height(), PixelFormat.BGRA8);
    shown = PooledBuffer.once(hostMemory.allocate(spec, 0));
    Placeholder.fill(shown.image());
  }

  @Override
  public void start() {
    thread.start();
  }

  FeedSlot feed() {
    return feed;
  }

  @Override
  public PushLease push(HostImage picture, Runnable giveBack) throws OrielException {
    HostMemoryCheck.check(picture, info);
    PushedLease lease = new PushedLease(giveBack);
    PushedPicture next = new PushedPicture(picture, lease, clock.nanos());
    PushedPicture overtaken;
    synchronized (this) {
      if (closed) {
        throw PushTarget.ended(info.name());
      }
      overtaken = waiting;
      waiting = next;
    }
    counters.increment(EngineCounter.PUSHES);
    LockSupport.unpark(thread);
    if (overtaken != null) {
      drop(overtaken, new Problem(ErrorCode.SUPERSEDED, "a newer picture came at once"));
    }
    return lease;
  }

  private void drop(PushedPicture picture, Problem reason) {
    counters.increment(EngineCounter.PUSHES_DROPPED);
    picture.drop(reason);
  }

  @Override
  public PushLease push(PushedUnit unit) throws OrielException {
    throw PushTarget.invalid(
        "stream %s takes pictures, not encoded ones; see its source".formatted(info.name()));
  }

  @Override
  public AutoCloseable onKeyframeWanted(Runnable listener) {
    return () -> {};
  }

  @Override
  public void run() {
    publishedAtNanos = clock.nanos() - 2 * period;
    for (long due = due(); due != Long.MAX_VALUE; due = due()) {
      long now = clock.nanos();
      if (now >= due) {
        publishSafely(now);
      } else {
        // Not the clock's own waiting, which a push could not end. A sink may have left the flag.
        Thread.interrupted();
        LockSupport.parkNanos(this, due - now);
      }
    }
    shown.release();
  }

  /** When there is something to publish; {@link Long#MAX_VALUE} at the end. */
  private synchronized long due() {
    if (closed) {
      return Long.MAX_VALUE;
    }
    if (waiting == null) {
      return publishedAtNanos + 2 * period;
    }
    long arrived = waiting.arrivedAtNanos();
    boolean atOnce = arrived - publishedAtNanos >= period / 4 * 3;
    return atOnce ? arrived : publishedAtNanos + period;
  }

  private synchronized PushedPicture take() {
    PushedPicture taken = waiting;
    waiting = null;
    return taken;
  }

  /** Whatever a part throws, the next picture is published. */
  private void publishSafely(long now) {
    PushedPicture next = take();
    // What came early or late counts for the next one, so that the rate is kept on average.
    publishedAtNanos = next == null ? now : Math.max(publishedAtNanos + period, now - period / 4);
    try {
      if (next == null) {
        repeat(now);
      } else {
        show(next);
      }
    } catch (Throwable e) {
      errors.report("Stream " + info.name(), Problems.of(e, ErrorCode.INTERNAL), e);
    }
  }

  private void show(PushedPicture next) {
    if (!pushed) {
      pushed = true;
      epoch = nextEpoch();
    }
    PooledBuffer former = shown;
    shown = next.buffer();
    try {
      publish(next.arrivedAtNanos(), false, false);
    } finally {
      former.release();
    }
    status.flows(epoch);
  }

  private void repeat(long now) {
    boolean held = !pushed;
    counters.increment(held ? EngineCounter.FRAMES_HELD : EngineCounter.FRAMES_UNCHANGED);
    publish(now, held, outlet.begun());
  }

  private void publish(long capturedAt, boolean held, boolean unchanged) {
    // Capture times rise, whenever a host pushes.
    capturedAtNanos = outlet.begun() ? Math.max(capturedAt, capturedAtNanos + 1) : capturedAt;
    outlet.publish(shown, epoch, capturedAtNanos, held, unchanged);
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    return sinks.add(sink);
  }

  @Override
  public VideoFeed video() throws OrielException {
    return feed.video();
  }

  @Override
  public long nextEpoch() {
    return epochs.incrementAndGet();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    PushedPicture left;
    synchronized (this) {
      closed = true;
      left = take();
    }
    if (left != null) {
      drop(left, new Problem(ErrorCode.STREAM_ENDED, ""));
    }
    feed.close();
    LockSupport.unpark(thread);
    try {
      if (!thread.join(RenderCommands.PATIENCE)) {
        LOG.log(
            System.Logger.Level.ERROR,
            "Stream {0}: the thread that publishes did not end; a call of a sink does not return",
            info.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.LeakWatch;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.time.Clock;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands the access units of one encoding to all who subscribe. {@code delivery} is held while a
 * unit goes out, so that the units of two runs never mix; the list of subscribers has a lock of its
 * own, under which nobody is called.
 */
final class UnitOutlet {
  private static final System.Logger LOG = System.getLogger(UnitOutlet.class.getName());
  private static final long RING_BASE_BYTES = 4L << 20;
  private static final int RING_SECONDS = 4;
  private static final long END_NANOS = 2_000_000_000;

  private final String name;
  private final Clock clock;
  private final CounterSet<VideoCounter> counters;
  private final PictureMarks marks;
  private final UnitRing ring;
  private final LeakWatch leaks;
  private final ReentrantLock delivery = new ReentrantLock();
  private volatile Subscriber[] subscribers = {};
  private volatile long unwatchedSinceNanos;
  private long sequence;

  /**
   * An outlet without subscribers.
   *
   * @param bitsPerSecond sizes the ring: seconds of units that subscribers may still hold
   */
  UnitOutlet(
      String name,
      Clock clock,
      CounterSet<VideoCounter> counters,
      PictureMarks marks,
      int bitsPerSecond) {
    this.name = name;
    this.clock = clock;
    this.counters = counters;
    this.marks = marks;
    this.ring = new UnitRing(RING_BASE_BYTES + (long) bitsPerSecond / Byte.SIZE * RING_SECONDS);
    this.leaks =
        new LeakWatch(
            LOG, "An access unit of " + name, () -> counters.increment(VideoCounter.UNITS_LOST));
  }

  boolean watched() {
    return subscribers.length > 0;
  }

  /** For how long nobody has subscribed; means nothing while somebody does. */
  long unwatchedNanos() {
    return clock.nanos() - unwatchedSinceNanos;
  }

  /** Counts from now on how long nobody subscribes. */
  void unwatchedFromNow() {
    unwatchedSinceNanos = clock.nanos();
  }

  synchronized void add(Subscriber subscriber) {
    Subscriber[] more = Arrays.copyOf(subscribers, subscribers.length + 1);
    more[subscribers.length] = subscriber;
    subscribers = more;
  }

  synchronized void remove(Subscriber subscriber) {
    subscribers =
        Arrays.stream(subscribers).filter(s -> s != subscriber).toArray(Subscriber[]::new);
    unwatchedFromNow();
  }

  /** Takes all subscribers off, for the caller to end them outside of every lock. */
  synchronized List<Subscriber> takeAll() {
    List<Subscriber> all = List.of(subscribers);
    subscribers = new Subscriber[0];
    unwatchedFromNow();
    return all;
  }

  /** Hands a unit to all subscribers. Encode thread. */
  void deliver(EncodeRun run, MemorySegment data, boolean keyframe, ViewportFrame frame) {
    delivery.lock();
    try {
      if (run.abandoned()) {
        return;
      }
      MemorySegment place = ring.allocate(data.byteSize());
      if (place == null) {
        counters.increment(VideoCounter.UNITS_DROPPED);
        marks.lost();
        return;
      }
      place.copyFrom(data);
      RingUnit unit = unit(ring.add(place), frame, keyframe);
      try {
        count(unit);
        for (Subscriber subscriber : subscribers) {
          deliver(subscriber, unit);
        }
      } finally {
        unit.release();
      }
    } finally {
      delivery.unlock();
    }
  }

  private RingUnit unit(RingPlace place, ViewportFrame frame, boolean keyframe) {
    try {
      return new RingUnit(
          leaks,
          place,
          marks.epoch(),
          sequence++,
          frame.captureTimeNanos(),
          marks.take(frame, keyframe));
    } catch (Throwable e) {
      // Where there is no memory for it, say. A place that nobody leaves would stop the ring.
      place.leave();
      throw e;
    }
  }

  private void count(RingUnit unit) {
    counters.increment(VideoCounter.ACCESS_UNITS);
    counters.add(VideoCounter.BYTES, unit.data().byteSize());
    if (unit.keyframe()) {
      counters.increment(VideoCounter.KEYFRAMES);
    }
  }

  private void deliver(Subscriber subscriber, RingUnit unit) {
    try {
      subscriber.deliver(unit);
    } catch (Throwable e) {
      // Whatever it is, the others get their unit.
      counters.increment(VideoCounter.SINKS_FAILED);
      LOG.log(Level.ERROR, "A subscriber of " + name + " is removed because it failed", e);
      remove(subscriber);
      end(
          List.of(subscriber),
          new Problem(ErrorCode.INTERNAL, "the subscriber failed on an access unit: " + e));
    }
  }

  /**
   * Tells subscribers that were taken off why nothing follows, each on a thread of its own: one
   * whose sink does not return is not waited for, and hears of it when that does. Under no lock.
   */
  static void end(List<Subscriber> ended, Problem reason) {
    List<Thread> telling =
        ended.stream()
            .map(one -> Thread.ofVirtual().name("oriel-video-end").start(() -> end(one, reason)))
            .toList();
    long deadline = System.nanoTime() + END_NANOS;
    try {
      for (Thread thread : telling) {
        if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
          LOG.log(Level.ERROR, "A subscriber does not return; it is told of the end when it does");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Subscriber subscriber, Problem reason) {
    try {
      subscriber.end(reason);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, "A subscriber failed on the end of its encoding", e);
    }
  }

  /** Frees the ring once the last unit is released. */
  void close() {
    ring.leave();
  }
}

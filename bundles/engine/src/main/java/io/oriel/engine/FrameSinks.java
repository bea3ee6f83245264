package io.oriel.engine;

import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Those who take raw frames. Subscribed on any thread, called on the render thread. */
final class FrameSinks {
  private static final System.Logger LOG = System.getLogger(FrameSinks.class.getName());
  private static final long SPIN_NANOS = 50_000;

  private final CounterSet<EngineCounter> counters;
  private volatile Subscription[] subscriptions = {};

  FrameSinks(CounterSet<EngineCounter> counters) {
    this.counters = counters;
  }

  synchronized FrameSubscription add(FrameSink sink) {
    Subscription subscription = new Subscription(sink);
    Subscription[] next = Arrays.copyOf(subscriptions, subscriptions.length + 1);
    next[next.length - 1] = subscription;
    subscriptions = next;
    return subscription;
  }

  private synchronized void remove(Subscription gone) {
    subscriptions =
        Arrays.stream(subscriptions).filter(s -> s != gone).toArray(Subscription[]::new);
  }

  void publish(ViewportFrame frame) {
    for (Subscription subscription : subscriptions) {
      subscription.deliver(frame);
    }
  }

  private final class Subscription implements FrameSubscription {
    private final FrameSink sink;
    private volatile boolean closed;
    private volatile Thread caller;

    Subscription(FrameSink sink) {
      this.sink = sink;
    }

    void deliver(ViewportFrame frame) {
      caller = Thread.currentThread();
      try {
        if (!closed) {
          sink.onFrame(frame);
        }
      } catch (Throwable e) {
        closed = true;
        remove(this);
        counters.increment(EngineCounter.SINKS_FAILED);
        LOG.log(System.Logger.Level.ERROR, "A frame sink failed and was removed: " + sink, e);
      } finally {
        caller = null;
      }
    }

    @Override
    public void close() {
      closed = true;
      remove(this);
      while (caller != null && caller != Thread.currentThread()) {
        LockSupport.parkNanos(SPIN_NANOS);
      }
    }
  }
}

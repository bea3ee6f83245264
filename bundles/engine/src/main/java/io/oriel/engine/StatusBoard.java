package io.oriel.engine;

import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The truth about a stream, and those who want to hear of it. Any thread; nothing blocks. */
final class StatusBoard {
  private static final System.Logger LOG = System.getLogger(StatusBoard.class.getName());

  private final AtomicReference<StreamStatus> status;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  StatusBoard(StreamStatus initial) {
    this.status = new AtomicReference<>(initial);
  }

  StreamStatus get() {
    return status.get();
  }

  /**
   * Applies a change and gives it a revision of its own; no change, no revision. A stream that has
   * stopped changes no more.
   */
  void update(UnaryOperator<StreamStatus> change) {
    StreamStatus before;
    StreamStatus after;
    do {
      before = status.get();
      if (before.state() == StreamState.STOPPED) {
        return;
      }
      StreamStatus changed = change.apply(before);
      if (changed.equals(before)) {
        return;
      }
      after = StatusChange.revision(changed, before.revision() + 1);
    } while (!status.compareAndSet(before, after));
    deliveries.forEach(Delivery::wake);
  }

  AutoCloseable listen(StatusListener listener) {
    Delivery delivery = new Delivery(listener);
    deliveries.add(delivery);
    delivery.wake();
    return () -> deliveries.remove(delivery);
  }

  /** Brings the newest status to one listener, on one virtual thread at a time. */
  private final class Delivery implements Runnable {
    private final StatusListener listener;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private long delivered = -1;

    Delivery(StatusListener listener) {
      this.listener = listener;
    }

    void wake() {
      if (scheduled.compareAndSet(false, true)) {
        Thread.ofVirtual().name("oriel-status").start(this);
      }
    }

    @Override
    public void run() {
      StreamStatus now = status.get();
      try {
        if (now.revision() > delivered && deliveries.contains(this)) {
          delivered = now.revision();
          listener.onStatus(now);
        }
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.WARNING, "A status listener failed: " + listener, e);
      } finally {
        scheduled.set(false);
        if (status.get() != now) {
          wake();
        }
      }
    }
  }
}

package io.oriel.selection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What has to be told, in the order in which it came about: filled under the lock of whoever
 * changes, emptied without it, by one thread at a time.
 */
final class Outbox {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sending = new AtomicBoolean();

  void add(Runnable message) {
    waiting.add(message);
  }

  /** Sends what waits, or leaves it to the thread that is sending. */
  void send() {
    while (!waiting.isEmpty() && sending.compareAndSet(false, true)) {
      try {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
          next.run();
        }
      } finally {
        sending.set(false);
      }
    }
  }
}

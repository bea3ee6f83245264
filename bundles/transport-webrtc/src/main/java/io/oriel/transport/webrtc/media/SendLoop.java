package io.oriel.transport.webrtc.media;

import io.oriel.api.time.Clock;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A send thread: cuts the access units of the encodings that it is home to, and encrypts and sends
 * the packets of its viewers. Waits for nothing but work.
 */
public final class SendLoop {
  private static final long TICK_NANOS = 20_000_000L;
  private static final SendTask[] NONE = {};

  private final Clock clock;
  private final Thread thread;
  private final Object changing = new Object();
  private volatile SendTask[] tasks = NONE;
  private volatile boolean running = true;

  /** Starts the thread {@code oriel-send-webrtc-<number>}. */
  public SendLoop(Clock clock, int number) {
    this.clock = clock;
    this.thread =
        Thread.ofPlatform().daemon().name("oriel-send-webrtc-" + number).unstarted(this::loop);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Adds a task; those that are added first run first. Any thread. */
  public void add(SendTask task, boolean first) {
    synchronized (changing) {
      final SendTask[] old = tasks;
      final SendTask[] next = Arrays.copyOf(old, old.length + 1);
      if (first) {
        System.arraycopy(old, 0, next, 1, old.length);
      }
      next[first ? 0 : old.length] = task;
      tasks = next;
    }
    wake();
  }

  /** Removes a task; it may be in its last run when this returns. Any thread. */
  public void remove(SendTask task) {
    synchronized (changing) {
      tasks = Arrays.stream(tasks).filter(t -> t != task).toArray(SendTask[]::new);
    }
  }

  /** There is work. Any thread; costs next to nothing while the thread is busy. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  private void loop() {
    final SendScratch scratch = new SendScratch(clock::nanos);
    while (running) {
      final long now = clock.nanos();
      for (final SendTask task : tasks) {
        try {
          task.run(scratch, now);
        } catch (RuntimeException e) {
          remove(task);
          task.failed(e);
        }
      }
      LockSupport.parkNanos(this, TICK_NANOS);
    }
  }

  /** Ends the thread and waits for it, 1 s at most. */
  public void close() {
    running = false;
    wake();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

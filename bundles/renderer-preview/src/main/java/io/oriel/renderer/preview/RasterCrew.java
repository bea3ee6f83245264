package io.oriel.renderer.preview;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that help a render thread with its tiles. The render thread takes part, so with one
 * helper less than would fill the machine a core stays free for encoding. A crew serves one render
 * thread at a time; another that comes meanwhile does its tiles alone rather than wait.
 */
final class RasterCrew implements AutoCloseable {
  /** Work that falls into independent pieces. */
  interface Job {
    /**
     * Does one piece.
     *
     * @param worker number of the thread, from 0 to {@link RasterCrew#workers()} - 1; no two
     *     threads in the same job have the same
     */
    void run(int worker, int piece);
  }

  private static final int SPINS = 2_000;

  private final Thread[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Number of the job in the high half; in the low half how many pieces nobody has taken. */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger done = new AtomicInteger();
  private volatile Job job;
  private volatile RuntimeException failure;
  private volatile boolean closed;

  RasterCrew(int helpers) {
    this.helpers = new Thread[helpers];
    for (int i = 0; i < helpers; i++) {
      int worker = i + 1;
      this.helpers[i] =
          Thread.ofPlatform().daemon().name("oriel-raster-" + worker).start(() -> help(worker));
    }
  }

  /** Helpers that leave one core free beside a render thread that takes part. */
  static int fittingHelpers(int cores) {
    return Math.max(0, cores - 2);
  }

  /** Threads that may take part in a job. */
  int workers() {
    return helpers.length + 1;
  }

  /** Does all pieces; returns when the last is done. Rethrows what a piece threw. */
  void run(Job work, int count) {
    if (helpers.length == 0 || count < 2 || !busy.compareAndSet(false, true)) {
      for (int piece = 0; piece < count; piece++) {
        work.run(0, piece);
      }
      return;
    }
    try {
      share(work, count);
    } finally {
      busy.set(false);
    }
  }

  private void share(Job work, int count) {
    failure = null;
    done.set(0);
    job = work;
    long number = (ticket.get() >>> 32) + 1 & 0xffffffffL;
    ticket.set(number << 32 | count);
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    takePieces(0, number);
    for (int spins = 0; done.get() < count; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  private void help(int worker) {
    long last = 0;
    while (!closed) {
      long number = ticket.get() >>> 32;
      if (number != last) {
        last = number;
        takePieces(worker, number);
      } else {
        rest(number);
      }
    }
  }

  private void rest(long number) {
    for (int spins = 0; spins < SPINS; spins++) {
      if (ticket.get() >>> 32 != number || closed) {
        return;
      }
      Thread.onSpinWait();
    }
    LockSupport.park(this);
  }

  private void takePieces(int worker, long number) {
    while (true) {
      long left = ticket.get();
      // A job of which nothing is left stays so, and only then does the next one begin.
      if (left >>> 32 != number || (int) left == 0) {
        return;
      }
      if (ticket.compareAndSet(left, left - 1)) {
        doPiece(worker, (int) left - 1);
      }
    }
  }

  private void doPiece(int worker, int piece) {
    try {
      job.run(worker, piece);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      done.incrementAndGet();
    }
  }

  /** Ends the helpers; none runs any more when it returns. */
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
      Threads.join(helper);
    }
  }
}

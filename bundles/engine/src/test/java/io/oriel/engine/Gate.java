package io.oriel.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds whoever passes until a test opens it. */
final class Gate {
  private final CountDownLatch open = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);

  /** Passes once the gate is open, whatever interrupts: a call that hangs. */
  void pass() {
    reached.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        open.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void open() {
    open.countDown();
  }

  void awaitReached() {
    try {
      if (!reached.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came to the gate");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package io.oriel.renderer.preview;

/** Waiting for threads that have been told to end. */
final class Threads {
  private Threads() {}

  /** Returns when {@code thread} has ended; an interrupt is kept for the caller. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

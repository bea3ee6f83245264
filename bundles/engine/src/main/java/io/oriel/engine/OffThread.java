package io.oriel.engine;

import java.util.concurrent.Executor;

/** Runs what the render thread must not: the code of those who wait for a result. */
final class OffThread {
  static final Executor EXECUTOR = task -> Thread.ofVirtual().name("oriel-result").start(task);

  private OffThread() {}
}

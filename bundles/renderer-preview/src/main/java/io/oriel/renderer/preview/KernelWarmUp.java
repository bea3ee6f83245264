package io.oriel.renderer.preview;

import io.oriel.api.error.OrielException;
import java.util.concurrent.TimeUnit;

/**
 * Makes the vector kernels ready beside a renderer that already draws. A JVM that has not compiled
 * them yet takes seconds for a frame; so a thread of low priority draws small pictures that nobody
 * sees until they come out faster than with the scalar kernels, and then changes the choice. In a
 * JVM in which that never happens the scalar kernels stay.
 */
final class KernelWarmUp implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KernelWarmUp.class.getName());
  private static final int WIDTH = 256;
  private static final int HEIGHT = 192;

  /** Pictures of each form before their times are compared. */
  private static final int ROUND = 10;

  private static final int ROUNDS_WON = 3;
  private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final KernelChoice choice;
  private final Kernels scalar;
  private final Kernels vector;
  private final Thread thread;
  private volatile boolean closed;

  private KernelWarmUp(KernelChoice choice, Kernels scalar, Kernels vector) {
    this.choice = choice;
    this.scalar = scalar;
    this.vector = vector;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("oriel-raster-warm-up")
            .priority(Thread.MIN_PRIORITY)
            .unstarted(this::run);
  }

  /** Starts a thread that changes {@code choice} to {@code vector} once that is faster. */
  static KernelWarmUp start(KernelChoice choice, Kernels scalar, Kernels vector) {
    KernelWarmUp warmUp = new KernelWarmUp(choice, scalar, vector);
    warmUp.thread.start();
    return warmUp;
  }

  private void run() {
    try (RasterCrew alone = new RasterCrew(0);
        WarmUpPicture picture = new WarmUpPicture(WIDTH, HEIGHT, alone)) {
      long begin = System.nanoTime();
      int won = 0;
      while (!closed && won < ROUNDS_WON) {
        if (System.nanoTime() - begin > BUDGET_NANOS) {
          LOG.log(System.Logger.Level.INFO, "The JVM does not speed vectors up: drawing without");
          return;
        }
        long scalarNanos = fastest(picture, scalar);
        long vectorNanos = fastest(picture, vector);
        won = vectorNanos < scalarNanos ? won + 1 : 0;
      }
      if (!closed) {
        choice.use(vector);
        LOG.log(
            System.Logger.Level.DEBUG,
            "Vectors ready after {0} ms",
            (System.nanoTime() - begin) / 1_000_000);
      }
    } catch (OrielException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Drawing without vectors: their warm-up failed", e);
    }
  }

  private long fastest(WarmUpPicture picture, Kernels kernels) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < ROUND && !closed; i++) {
      long before = System.nanoTime();
      picture.draw(kernels);
      fastest = Math.min(fastest, System.nanoTime() - before);
    }
    return fastest;
  }

  /** Ends the thread; it does not run any more when this returns. */
  @Override
  public void close() {
    closed = true;
    Threads.join(thread);
  }
}

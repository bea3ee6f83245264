package io.oriel.video;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;

/**
 * The kernel that is fastest now. Vector code is a hundred times slower than scalar code until the
 * compiler has been through it, so the scalar twin serves until the vector one, exercised beside,
 * has overtaken it. Both write the same bytes, so nobody sees the change.
 */
final class Kernels {
  private static final System.Logger LOG = System.getLogger(Kernels.class.getName());
  private static final RowKernel SCALAR = new ScalarKernel();
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int WINS_IN_A_ROW = 20;

  private static volatile RowKernel current = SCALAR;
  private static boolean exercised;

  private Kernels() {}

  static RowKernel current() {
    return current;
  }

  /**
   * Exercises the vector kernel, once in a process, and returns when that is decided.
   *
   * @throws InterruptedException if it is not: another may go on with it
   */
  static synchronized void warmUp() throws InterruptedException {
    if (exercised) {
      return;
    }
    try {
      boolean faster = VectorKernel.supported() && overtakes(new VectorKernel());
      exercised = true;
      if (faster) {
        return;
      }
      LOG.log(Level.INFO, "Colours are converted without vector instructions on this machine");
    } catch (LinkageError e) {
      exercised = true;
      LOG.log(
          Level.WARNING,
          "Colours are converted without vector instructions, about five times slower: start the"
              + " JVM with --add-modules jdk.incubator.vector");
    }
  }

  private static boolean overtakes(RowKernel vector) throws InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      HostImage from = picture(arena, PixelFormat.BGRA8);
      HostImage nv12 = picture(arena, PixelFormat.NV12);
      HostImage i420 = picture(arena, PixelFormat.I420);
      ColorConverter converter = new ColorConverter();
      long began = System.nanoTime();
      int wins = 0;
      while (System.nanoTime() - began < PATIENCE_NANOS) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long fast = time(converter, vector, from, nv12, i420);
        wins = fast < time(converter, SCALAR, from, nv12, i420) ? wins + 1 : 0;
        if (wins == WINS_IN_A_ROW) {
          current = vector;
          return true;
        }
      }
      return false;
    }
  }

  private static long time(
      ColorConverter converter, RowKernel kernel, HostImage from, HostImage nv12, HostImage i420) {
    long began = System.nanoTime();
    converter.convert(kernel, from, nv12);
    converter.convert(kernel, from, i420);
    return System.nanoTime() - began;
  }

  private static HostImage picture(Arena arena, PixelFormat format) {
    ImageSpec spec = ImageSpec.of(1280, 16, format);
    return new HostImage(spec, arena.allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
  }
}

package io.oriel.aov.rows;

import java.util.function.Supplier;
import jdk.incubator.vector.IntVector;

/** The kernels that this JVM can run. */
public final class RowKernels {
  private static final System.Logger LOG = System.getLogger(RowKernels.class.getName());

  /** Narrower registers do not pay, and hold too few pixels for the narrowing stores. */
  private static final int MIN_BITS = 256;

  private RowKernels() {}

  /**
   * A kernel for one conversion, the faster of the two in the long run.
   *
   * @param plain works in every JVM
   * @param vector gives one that writes the same picture with the Vector API; a lambda that says
   *     {@code new}, so that the class is loaded only if it is asked
   */
  public static RowKernel fastest(RowKernel plain, Supplier<RowKernel> vector) {
    try {
      return Registers.bits() < MIN_BITS ? plain : new RowKernelRace(plain, vector.get());
    } catch (LinkageError e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "Outputs are converted without vectors, for the JVM has no jdk.incubator.vector");
      return plain;
    }
  }

  /** A class of its own, for it does not load in every JVM. */
  private static final class Registers {
    static int bits() {
      return IntVector.SPECIES_PREFERRED.vectorBitSize();
    }
  }
}

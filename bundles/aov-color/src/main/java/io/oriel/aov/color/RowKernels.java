package io.oriel.aov.color;

import java.util.function.Supplier;

/** The kernels that this JVM can run. */
final class RowKernels {
  private static final System.Logger LOG = System.getLogger(RowKernels.class.getName());

  private RowKernels() {}

  /** Gives each conversion its kernel, the fastest in the long run. */
  static Supplier<RowKernel> choose() {
    RowKernel plain = new ScalarRowKernel();
    try {
      RowKernel vector = new VectorRowKernel();
      return () -> new RowKernelRace(plain, vector);
    } catch (LinkageError e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "Colour is converted without vectors, for the JVM has no jdk.incubator.vector");
      return () -> plain;
    }
  }
}

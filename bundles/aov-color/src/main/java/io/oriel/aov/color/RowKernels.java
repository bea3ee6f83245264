package io.oriel.aov.color;

/** The fastest kernel that this JVM can run. */
final class RowKernels {
  private static final System.Logger LOG = System.getLogger(RowKernels.class.getName());

  private RowKernels() {}

  static RowKernel best() {
    try {
      return new VectorRowKernel();
    } catch (LinkageError e) {
      LOG.log(
          System.Logger.Level.INFO,
          "Colour is converted without vectors: start the JVM with --add-modules"
              + " jdk.incubator.vector for full speed");
      return new ScalarRowKernel();
    }
  }
}

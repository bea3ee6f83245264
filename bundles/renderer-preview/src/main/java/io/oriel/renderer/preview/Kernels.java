package io.oriel.renderer.preview;

import java.util.Optional;

/**
 * The inner loops in one of their two forms.
 *
 * @param name {@code vector} or {@code scalar}
 */
record Kernels(
    String name,
    PointKernel points,
    CoverageKernel coverage,
    SurfaceKernel surface,
    LightKernel light,
    ContrastKernel contrast) {

  /** Plain Java: the reference, and what is left when the JVM has no vector module. */
  static Kernels scalar() {
    return new Kernels(
        "scalar",
        new ScalarPointKernel(),
        new ScalarCoverageKernel(),
        new ScalarSurfaceKernel(),
        new ScalarLightKernel(),
        new ScalarContrastKernel());
  }

  /**
   * The Vector API.
   *
   * @throws LinkageError if the JVM was started without {@code jdk.incubator.vector}
   */
  static Kernels vector() {
    return new Kernels(
        "vector",
        new VectorPointKernel(),
        new VectorCoverageKernel(),
        new VectorSurfaceKernel(),
        new VectorLightKernel(),
        new VectorContrastKernel());
  }

  /** The vector form if this JVM has the module. */
  static Optional<Kernels> vectorIfPresent() {
    try {
      return Optional.of(vector());
    } catch (LinkageError _) {
      return Optional.empty();
    }
  }
}

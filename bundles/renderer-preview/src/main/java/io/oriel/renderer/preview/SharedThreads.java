package io.oriel.renderer.preview;

import java.util.Optional;

/**
 * The threads that all streams share: they run while at least one renderer is open. Any thread may
 * call.
 */
final class SharedThreads {
  private final KernelChoice kernels = new KernelChoice(Kernels.scalar());
  private final Optional<Kernels> vector = Kernels.vectorIfPresent();
  private Optional<RasterCrew> crew = Optional.empty();
  private Optional<KernelWarmUp> warmUp = Optional.empty();
  private int members;

  /** True if this JVM has vectors. */
  boolean hasVectors() {
    return vector.isPresent();
  }

  KernelChoice kernels() {
    return kernels;
  }

  /** The crew for one more renderer. */
  synchronized RasterCrew join() {
    members++;
    if (crew.isEmpty()) {
      int cores = Runtime.getRuntime().availableProcessors();
      crew = Optional.of(new RasterCrew(RasterCrew.fittingHelpers(cores)));
    }
    return crew.orElseThrow();
  }

  /** Has the vector kernels made ready, once; to be called when the first picture is out. */
  synchronized void warmUp() {
    if (members > 0 && warmUp.isEmpty() && kernels.current() != vector.orElse(kernels.current())) {
      warmUp = vector.map(fast -> KernelWarmUp.start(kernels, kernels.current(), fast));
    }
  }

  /** One renderer less; with the last one the threads have ended when this returns. */
  synchronized void leave() {
    members--;
    if (members == 0) {
      warmUp.ifPresent(KernelWarmUp::close);
      warmUp = Optional.empty();
      crew.ifPresent(RasterCrew::close);
      crew = Optional.empty();
    }
  }
}

package io.oriel.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelsTest {
  @Test
  void theVectorKernelIsUsedEvenIfTheFirstToExerciseItWasInterrupted() throws Exception {
    Assumptions.assumeTrue(VectorKernel.supported());
    Thread first =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              try {
                Kernels.warmUp();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    first.join();
    Kernels.warmUp();

    assertThat(Kernels.current()).isInstanceOf(VectorKernel.class);
  }
}

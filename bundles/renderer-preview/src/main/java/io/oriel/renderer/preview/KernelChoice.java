package io.oriel.renderer.preview;

/**
 * The kernels in use. Both forms give the same bits, so the choice may change between two frames.
 * Starts with the scalar form, which is quick at once; the vector form takes over when it is
 * compiled and has proved faster.
 */
final class KernelChoice {
  private volatile Kernels current;

  KernelChoice(Kernels first) {
    this.current = first;
  }

  /** The kernels for the next frame. Any thread. */
  Kernels current() {
    return current;
  }

  void use(Kernels kernels) {
    current = kernels;
  }
}

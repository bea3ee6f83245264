package io.oriel.engine;

/** Throws what a test wants thrown, checked or not. */
final class Failure {
  private Failure() {}

  static void raise(Throwable failure) {
    if (failure != null) {
      Failure.<RuntimeException>raiseUnchecked(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raiseUnchecked(Throwable failure) throws T {
    throw (T) failure;
  }
}

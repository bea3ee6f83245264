package io.oriel.transport.shm.control;

/** A line that does not follow the protocol. */
final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedLineException() {
    // A flood of garbage is not to be paid for with stack traces that nobody reads.
    super(null, null, false, false);
  }
}

package io.oriel.api.transport;

import org.osgi.annotation.versioning.ConsumerType;

/** A transport at work. */
@ConsumerType
public interface OpenTransport extends AutoCloseable {
  /**
   * Where viewers reach it, in one line for people, with {@code <stream>} for the name of a stream;
   * never a secret. The same as long as the transport is open; any thread; empty when there is
   * nothing to say.
   */
  default String address() {
    return "";
  }

  /**
   * Takes no new viewers, says goodbye to those there are, and returns when they have gone or the
   * deadline has passed.
   *
   * @param deadlineNanos on the context's clock
   */
  void drain(long deadlineNanos);

  /** Ends everything; its sockets are free when it returns, within 2 s. */
  @Override
  void close();
}

package io.oriel.api.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A transport at work. */
@ConsumerType
public interface OpenTransport extends AutoCloseable {
  /** How viewers reach it now. Any thread; answers from memory. */
  default Reach reach() {
    return new Reach("", List.of());
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

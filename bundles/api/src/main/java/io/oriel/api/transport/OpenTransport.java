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
   * Takes no new viewers, ends those who are still inside, and returns when they have gone or the
   * deadline has passed. The server has closed their links before, with the true reason, which
   * holds here. Called on the thread that opens and closes all transports.
   *
   * @param deadlineNanos on the context's clock; usually half a second away
   */
  void drain(long deadlineNanos);

  /** Ends everything; its sockets are free when it returns, within 2 s. */
  @Override
  void close();
}

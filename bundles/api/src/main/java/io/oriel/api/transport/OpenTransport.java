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
   * Takes no new viewers and returns when those inside have gone or the deadline has passed. Every
   * link was closed before, with the true reason; only who came in meanwhile is still to be told.
   * Called on the thread that opens and closes all transports.
   *
   * @param deadlineNanos on the context's clock; usually half a second away
   */
  void drain(long deadlineNanos);

  /** Ends everything; its sockets are free when it returns, within 2 s. */
  @Override
  void close();
}

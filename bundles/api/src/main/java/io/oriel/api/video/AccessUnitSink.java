package io.oriel.api.video;

import io.oriel.api.error.Problem;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes the access units of an encoding. */
@ConsumerType
public interface AccessUnitSink {
  /**
   * The next access unit. Called on the encode thread: returns at once, touches no socket, and
   * retains the unit if it is needed after the call.
   */
  void onAccessUnit(AccessUnit unit);

  /**
   * The encoding has ended and no unit follows; subscribe again to go on. Called once, on any
   * thread, never from within {@link VideoSubscription#close}.
   */
  void onEnded(Problem reason);
}

package io.oriel.api.stream;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of changes of a stream's status. */
@ConsumerType
public interface StatusListener {
  /**
   * The status has changed. Calls for one stream come one after another, in order, on a thread of
   * the engine that is no render thread; a status that was overtaken may be left out. Must not
   * block for long.
   */
  void onStatus(StreamStatus status);
}

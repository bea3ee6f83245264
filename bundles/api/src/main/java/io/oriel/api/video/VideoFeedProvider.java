package io.oriel.api.video;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes the feed of a stream. A service; stateless; used by the engine. */
@ConsumerType
public interface VideoFeedProvider {
  /**
   * Opens the feed of a stream. Called off the render thread. The engine closes it when the stream
   * ends or the provider goes.
   */
  OpenVideoFeed open(VideoSource source) throws OrielException;
}

package io.oriel.api.video;

import org.osgi.annotation.versioning.ProviderType;

/** A feed in the hands of the engine. */
@ProviderType
public interface OpenVideoFeed extends VideoFeed, AutoCloseable {
  /**
   * Ends every subscription with {@link AccessUnitSink#onEnded}, stops every thread and frees every
   * encoder; returns within 2 s.
   */
  @Override
  void close();
}

package io.oriel.api.image;

import org.osgi.annotation.versioning.ConsumerType;

/** Memory for one picture; it belongs to whoever asked for it and is freed by {@link #close}. */
@ConsumerType
public interface ImageAllocation extends AutoCloseable {
  /** The picture; usable until {@link #close}. */
  Image image();

  /** Frees the memory; nobody may use the picture any more. Any thread, once. */
  @Override
  void close();
}

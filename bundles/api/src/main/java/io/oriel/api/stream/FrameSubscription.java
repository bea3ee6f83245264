package io.oriel.api.stream;

import org.osgi.annotation.versioning.ProviderType;

/** A sink's place at a stream. */
@ProviderType
public interface FrameSubscription extends AutoCloseable {
  /** Leaves. After it returns no call to the sink runs or begins. Any thread but the sink's. */
  @Override
  void close();
}

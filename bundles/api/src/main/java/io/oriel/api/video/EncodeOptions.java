package io.oriel.api.video;

import org.osgi.annotation.versioning.ProviderType;

/** What the feed wants of one picture. */
@ProviderType
public interface EncodeOptions {
  /** True if the result must be a keyframe with parameter sets. */
  boolean keyframe();

  /** Bit rate from this picture on, in bits per second. */
  int bitsPerSecond();

  /** {@link io.oriel.api.time.Clock#nanos()} at which the picture was taken; rises. */
  long captureTimeNanos();
}

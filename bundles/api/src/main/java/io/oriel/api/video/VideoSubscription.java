package io.oriel.api.video;

import org.osgi.annotation.versioning.ProviderType;

/** One consumer's place at an encoding. Any thread. */
@ProviderType
public interface VideoSubscription extends AutoCloseable {
  /** The encoding that was joined. */
  EncodingInfo encoding();

  /**
   * Asks for a keyframe. Answered at once if none was asked for lately; asks of many are shared and
   * their rate is limited.
   */
  void requestKeyframe();

  /** Leaves. After it returns the sink is not called again. */
  @Override
  void close();
}

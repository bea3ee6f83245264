package io.oriel.api.stream;

import io.oriel.api.image.ViewportFrame;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes raw frames of a stream. */
@ConsumerType
public interface FrameSink {
  /**
   * The next frame. Called on the render thread: returns at once, never blocks, and retains the
   * frame if it is needed after the call. An exception ends the subscription.
   */
  void onFrame(ViewportFrame frame);
}

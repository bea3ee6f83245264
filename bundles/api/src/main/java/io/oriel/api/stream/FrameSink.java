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

  /**
   * True while the sink has not come to the frame before, so that another would only replace it.
   * While that is so of every sink, the engine spares itself the step, for up to 5 turns in a row:
   * on a machine that is short of cores, pictures that nobody gets would slow those down that
   * somebody does. Called on the render thread before every step; returns at once.
   */
  default boolean behind() {
    return false;
  }
}

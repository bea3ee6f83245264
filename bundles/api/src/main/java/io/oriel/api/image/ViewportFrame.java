package io.oriel.api.image;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One published frame: an immutable view on a reference-counted buffer of the engine's ring.
 * Several frames may share a buffer: a repeated picture is a new frame on the same pixels.
 *
 * <p>A frame handed to a callback is valid during the call. Whoever needs it longer calls {@link
 * #retain} within the call and {@link #release} when done, exactly once for each retain, from any
 * thread. The ring is small: a consumer that keeps frames makes the engine drop new ones.
 */
@ProviderType
public interface ViewportFrame {
  /** The pixels, BGRA8. Read-only by contract; not to be touched after the last release. */
  Image image();

  /** The stream's epoch: frames of different epochs do not belong to the same picture sequence. */
  long epoch();

  /** Rises by one with every published frame of the stream, across epochs. */
  long sequence();

  /**
   * {@link io.oriel.api.time.Clock#nanos()} when the tick that published the frame began: when the
   * pixels were made, unless the frame repeats a picture. Rises from frame to frame.
   */
  long captureTimeNanos();

  /** True for a repeated last good picture or a placeholder: the viewer shows loading, not live. */
  boolean held();

  /** True if the pixels equal those of the frame before. */
  boolean unchanged();

  /** True for the first frame of an epoch and after frames were lost. */
  boolean discontinuity();

  /** Keeps frame and pixels valid until the matching {@link #release}. */
  void retain();

  /** Gives back one {@link #retain}. */
  void release();
}

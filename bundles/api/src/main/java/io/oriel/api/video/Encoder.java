package io.oriel.api.video;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import org.osgi.annotation.versioning.ConsumerType;

/** An encoder at work. Used by one thread, and closed by it. */
@ConsumerType
public interface Encoder extends AutoCloseable {
  /** Shape of the pictures that it wants: BGRA8, NV12 or I420; constant. */
  ImageSpec input();

  /**
   * Encodes one picture and hands the result to {@code out} before it returns, unless the encoder
   * leaves the picture out, which it does not do to a keyframe.
   *
   * @param picture shaped as {@link #input()}; read-only; not used after the call
   * @param options keyframe and bit rate; valid during the call
   */
  void encode(Image picture, EncodeOptions options, EncodedSink out) throws OrielException;

  /** Frees the encoder. */
  @Override
  void close();
}

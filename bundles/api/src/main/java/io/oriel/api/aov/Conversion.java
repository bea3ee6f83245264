package io.oriel.api.aov;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.Image;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A conversion for one stream. Used by one thread at a time: first the one that opened it, which
 * warms it up on blank input, then the render thread. Allocates nothing per frame. Another
 * exposure, tone mapping, layout or placement opens a new one: what this one remembers is lost
 * then.
 */
@ConsumerType
public interface Conversion extends AutoCloseable {
  /**
   * Writes the picture.
   *
   * @param in laid out as requested; read-only
   * @param out shaped as requested; every pixel is written, padding may be
   * @throws OrielException if this frame cannot be converted; the engine shows another picture
   *     instead and tries again with the next. {@link io.oriel.api.error.ErrorCode#AOV_EMPTY} says
   *     that there is nothing in it: only that one is no failure of the converter
   */
  void convert(AovData in, Image out) throws OrielException;

  /** Frees what {@link AovConverter#open} took. */
  @Override
  void close();
}

package io.oriel.api.video;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to encode. Registered as a service with the properties {@code oriel.encoder}, the name by
 * which configuration chooses it, and {@code oriel.codec}, the names of the {@link Codec codecs} it
 * writes. Stateless; may appear and go while streams run.
 */
@ConsumerType
public interface EncoderProvider {
  /** Service property that names the encoder. */
  String ENCODER = "oriel.encoder";

  /** Service property that names the codecs. */
  String CODEC = "oriel.codec";

  /**
   * Opens an encoder. Called on an encode thread; may take its time.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#ENCODER_UNAVAILABLE} and the
   *     reason if it does not open here
   */
  Encoder open(EncodeSpec spec) throws OrielException;
}

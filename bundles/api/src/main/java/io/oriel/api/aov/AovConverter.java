package io.oriel.api.aov;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns one kind of render output into pictures.
 *
 * <p>Registered as a service with the property {@code oriel.aov}, the names of the outputs it
 * takes; among several for one name the one with the highest {@code service.ranking} is used, then
 * the newest. Stateless: what a stream needs lives in the {@link Conversion}. A service may appear
 * and go while streams run.
 */
@ConsumerType
public interface AovConverter {
  /** Service property that names the outputs. */
  String AOV = "oriel.aov";

  /**
   * Service property with the name of the render output that it reads, where that is not the one of
   * the same name: {@link #AOV} is then an output that no renderer draws, and that can be chosen
   * wherever the renderer draws this one. {@link ConversionRequest#input()} is named like this one.
   */
  String SOURCE = "oriel.aov.source";

  /**
   * Opens a conversion for one stream. Called off the render thread; may take its time. The engine
   * closes the conversion on the render thread that used it, before the service is unbound.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#AOV_REFUSED} and the reason if
   *     it does not take this layout or placement
   */
  Conversion open(ConversionRequest request) throws OrielException;
}

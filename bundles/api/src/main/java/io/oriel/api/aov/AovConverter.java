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
 *
 * <p>A stream puts the service aside until it is installed anew when three conversions in a row
 * failed, and uses it only where no other is there when three took more than ten pictures' time and
 * more than 400 ms. One that leaves pixels unwritten while it is warmed up counts as refused. A
 * refusal while a bundle is observed after its install has that bundle removed.
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

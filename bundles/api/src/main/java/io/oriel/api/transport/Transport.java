package io.oriel.api.transport;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way out to viewers. Registered as a service with the property {@code oriel.transport}; may be
 * replaced while viewers of other transports watch.
 */
@ConsumerType
public interface Transport {
  /** Service property that names the transport; without it the name is {@code unnamed}. */
  String TRANSPORT = "oriel.transport";

  /**
   * Property of a component that waits for its configuration: if true, the transport is off until
   * the configuration mentions it or somebody asks for it by its name.
   */
  String OPTIONAL = "oriel.transport.optional";

  /**
   * Starts to serve: opens sockets and takes viewers from now on. Called on a thread that may wait,
   * and only after the predecessor has closed; whoever needs more than 10 s is interrupted and
   * given up, and closed if it opens after all. Called again each second after a refusal, which
   * therefore leaves nothing open, and again after a close if the successor did not open.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#PORT_IN_USE} naming port,
   *     setting and remedy, or another reason
   */
  OpenTransport open(TransportContext context) throws OrielException;
}

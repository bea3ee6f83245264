package io.oriel.api.transport;

import io.oriel.api.error.Problem;
import java.util.Objects;
import java.util.Optional;

/**
 * How a transport is.
 *
 * @param name its identity, such as {@code webrtc}
 * @param state whether viewers can come by it
 * @param address where they reach it while it is open, see {@link OpenTransport#address}; otherwise
 *     empty
 * @param problem why it failed
 */
public record TransportStatus(String name, State state, String address, Optional<Problem> problem) {
  /** Whether viewers can come by a transport. */
  public enum State {
    /** It is installed, and nobody asked for it. */
    OFF,
    /** It is about to be open. */
    OPENING,
    /** It takes viewers. */
    OPEN,
    /** It should be open and cannot be. */
    FAILED
  }

  public TransportStatus {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(problem, "problem");
  }
}

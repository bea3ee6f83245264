package io.oriel.api.transport;

import io.oriel.api.error.Problem;
import java.util.List;
import java.util.Objects;

/**
 * How viewers reach an open transport.
 *
 * @param address in one line for people, with {@code <stream>} for the name of a stream; never a
 *     secret; empty when there is nothing to say
 * @param problems why viewers do not reach all that they should, such as one of the streams
 */
public record Reach(String address, List<Problem> problems) {
  public Reach {
    Objects.requireNonNull(address, "address");
    problems = List.copyOf(problems);
  }
}

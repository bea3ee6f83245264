package io.oriel.api.stage;

import java.util.Objects;
import java.util.Optional;

/**
 * A property of a prim with its resolved value. The value is made of {@code Boolean}, {@code Long},
 * {@code Double}, {@code String}, {@code List} and {@code Map<String, ?>}, as JSON is: vectors and
 * colours are lists, a matrix is the list of its rows, a quaternion {@code {real, imaginary}}, an
 * array of more than 64 elements {@code {length, preview, truncated}}, a path or an asset its text,
 * a relationship the list of its targets; numbers that are not finite are the texts {@code nan},
 * {@code inf} and {@code -inf}.
 *
 * @param name with its namespaces, such as {@code xformOp:translate}
 * @param type USD's name of the type, such as {@code double3}; {@code rel} for a relationship
 * @param value at the time that was asked for; empty if it has none
 */
public record Property(String name, String type, Optional<Object> value) {
  public Property {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(value, "value");
  }
}

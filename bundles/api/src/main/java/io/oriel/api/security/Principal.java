package io.oriel.api.security;

import java.util.Objects;

/**
 * Who somebody is.
 *
 * @param name for people and logs
 * @param role what they may do
 */
public record Principal(String name, Role role) {
  /** Everybody, where no authentication is configured. */
  public static final Principal ANONYMOUS = new Principal("anonymous", Role.DIRECTOR);

  public Principal {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
  }
}

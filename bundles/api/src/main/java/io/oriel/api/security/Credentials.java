package io.oriel.api.security;

import java.util.Objects;

/**
 * What a viewer brings to prove who it is.
 *
 * @param token a bearer token; empty if it brought none; never logged
 */
public record Credentials(String token) {
  public static final Credentials NONE = new Credentials("");

  public Credentials {
    Objects.requireNonNull(token, "token");
  }

  /** Says whether there is a token, never which. */
  @Override
  public String toString() {
    return token.isEmpty() ? "no credentials" : "a token";
  }
}

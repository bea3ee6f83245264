package io.oriel.api.security;

/** What a principal may do; each role may do what those before it may. */
public enum Role {
  /** See. */
  SPECTATOR,
  /** Steer camera and selection. */
  OPERATOR,
  /** Open stages and change settings. */
  DIRECTOR
}

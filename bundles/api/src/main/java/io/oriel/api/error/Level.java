package io.oriel.api.error;

/** How serious an {@link ErrorCode} is to whoever runs the server. */
public enum Level {
  /** Expected in normal operation; nothing to do. */
  INFO,
  /** Something was refused, dropped or replaced; service goes on. */
  WARNING,
  /** A part does not do its job until somebody acts. */
  ERROR
}

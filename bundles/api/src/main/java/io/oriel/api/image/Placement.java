package io.oriel.api.image;

/**
 * Where memory lies and where the work on it runs.
 *
 * @param kind {@code host}, {@code cuda}, ...
 * @param device ordinal of the device, 0 for the host
 */
public record Placement(String kind, int device) {
  /** The memory of this process. */
  public static final Placement HOST = new Placement("host", 0);
}

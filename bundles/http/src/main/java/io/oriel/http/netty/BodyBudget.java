package io.oriel.http.netty;

/**
 * The memory that the bodies of a listener's requests have together: a body lies in it before
 * anybody knows who sends it. Used on the listener's event loop only.
 */
final class BodyBudget {
  /** As much as the largest body that a route may allow. */
  static final int BYTES = Route.MAX_BODY_LIMIT_BYTES;

  private int taken;

  /** Takes memory for what has come; false if there is none left. */
  boolean take(final int bytes) {
    if (bytes > BYTES - taken) {
      return false;
    }
    taken += bytes;
    return true;
  }

  void giveBack(final int bytes) {
    taken -= bytes;
  }
}

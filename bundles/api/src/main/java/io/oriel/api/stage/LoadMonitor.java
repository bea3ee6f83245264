package io.oriel.api.stage;

import org.osgi.annotation.versioning.ProviderType;

/** A running load as its reader and renderer see it. Safe for use from any thread. */
@ProviderType
public interface LoadMonitor {
  /**
   * Says how far the load is.
   *
   * @param fraction 0 to 1, never falling; negative if unknown
   * @param activity what is being done, a few words
   */
  void progress(double fraction, String activity);

  /** True once the load has been given up: the reader ends it as soon as it can. */
  boolean cancelled();

  /**
   * Has {@code action} run once when the load is given up, at once if it has been already; it is
   * how a reader that waits for another process is woken. Runs on the cancelling thread and must
   * not block.
   */
  void onCancel(Runnable action);
}

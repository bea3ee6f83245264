package io.oriel.api.time;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Monotonic time that can be waited for. The engine registers one as a service; tests bring a
 * virtual one. Safe for use from any thread.
 */
@ProviderType
public interface Clock {
  /** Nanoseconds since an arbitrary origin that is fixed for the life of the process. */
  long nanos();

  /**
   * Returns once {@link #nanos()} has reached {@code deadlineNanos}, at once if it has already.
   *
   * @throws InterruptedException if the calling thread is interrupted while it waits
   */
  void parkUntil(long deadlineNanos) throws InterruptedException;
}

package io.oriel.engine;

import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageAllocation;

/**
 * A picture on a host's memory, as a buffer that frames can be made of. It has one user, the
 * stream, until it is released or dropped; with its last user the lease ends.
 */
final class PushedPicture implements ImageAllocation {
  private final HostImage image;
  private final PushedLease lease;
  private final long arrivedAtNanos;
  private final PooledBuffer buffer;

  PushedPicture(HostImage image, PushedLease lease, long arrivedAtNanos) {
    this.image = image;
    this.lease = lease;
    this.arrivedAtNanos = arrivedAtNanos;
    this.buffer = PooledBuffer.once(this);
  }

  @Override
  public HostImage image() {
    return image;
  }

  PooledBuffer buffer() {
    return buffer;
  }

  long arrivedAtNanos() {
    return arrivedAtNanos;
  }

  /** It was not shown and will not be. */
  void drop(Problem reason) {
    lease.drop(reason);
    buffer.release();
  }

  /** Nobody needs the memory any more. */
  @Override
  public void close() {
    lease.end();
  }
}

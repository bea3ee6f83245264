package io.oriel.transport.rtsp.media;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The UDP ports that players are served from, in pairs. Any thread. */
public final class PortRange {
  private final int first;
  private final int pairs;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param first lowest port; rounded up to an even one
   * @param last highest port
   */
  public PortRange(int first, int last) {
    this.first = first + (first & 1);
    this.pairs = Math.max(0, (last + 1 - this.first) / 2);
  }

  /** How many pairs there are. */
  public int pairs() {
    return pairs;
  }

  /**
   * A pair that is free, another one each time so that late packets of the last player go nowhere.
   *
   * @return empty if none can be bound
   */
  public Optional<PortPair> open(InetAddress local) {
    for (int tried = 0; tried < pairs; tried++) {
      try {
        final int pair = Math.floorMod(next.getAndIncrement(), pairs);
        return Optional.of(PortPair.bind(local, first + 2 * pair));
      } catch (BindException e) {
        // Taken by somebody else: another one may be free.
      } catch (IOException e) {
        // No socket at all, whatever its port.
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}

package io.oriel.http.netty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of a listener and of each peer. Used on the listener's event loop only.
 */
final class ConnectionLimits {
  /** What may be done with a new connection. */
  enum Verdict {
    /** Served; give it back with {@link #leave}. */
    SERVED,
    /** Told why it is refused; give it back with {@link #leaveRefused}. */
    REFUSED,
    /** Closed without a word: too many are being told already. */
    CUT
  }

  private static final int MAX_REFUSED = 64;

  private final int limit;
  private final int limitPerAddress;
  private final Map<Object, Integer> perAddress = new HashMap<>();
  private int served;
  private int refused;

  ConnectionLimits(final int limit, final int limitPerAddress) {
    this.limit = limit;
    this.limitPerAddress = limitPerAddress;
  }

  Verdict enter(final InetAddress address) {
    final Object peer = peer(address);
    if (served < limit && perAddress.getOrDefault(peer, 0) < limitPerAddress) {
      served++;
      perAddress.merge(peer, 1, Integer::sum);
      return Verdict.SERVED;
    }
    if (refused < MAX_REFUSED) {
      refused++;
      return Verdict.REFUSED;
    }
    return Verdict.CUT;
  }

  void leave(final InetAddress address) {
    served--;
    perAddress.computeIfPresent(peer(address), (peer, count) -> count == 1 ? null : count - 1);
  }

  void leaveRefused() {
    refused--;
  }

  // One household or host is given a whole /64 and may use any address in it.
  private static Object peer(final InetAddress address) {
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(Arrays.copyOf(address.getAddress(), 8))
        : address;
  }
}

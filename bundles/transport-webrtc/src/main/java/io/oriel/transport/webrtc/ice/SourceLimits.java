package io.oriel.transport.webrtc.ice;

import java.net.InetAddress;

/**
 * Counts the useless datagrams of each source, so that one that sends nothing else is passed over
 * before anything is parsed. A table of fixed size: sources that share a place share its count.
 *
 * <p>Receive thread only.
 */
public final class SourceLimits {
  private static final int PLACES = 4096;
  private static final long WINDOW_NANOS = 1_000_000_000L;

  private final int mostPerSecond;
  private final long[] windowStarts = new long[PLACES];
  private final int[] counts = new int[PLACES];

  /**
   * @param mostPerSecond useless datagrams of one source that are still looked at
   */
  public SourceLimits(int mostPerSecond) {
    this.mostPerSecond = mostPerSecond;
  }

  /** Whether a datagram of this source is to be looked at. */
  public boolean allows(InetAddress source, long nowNanos) {
    final int place = place(source);
    return nowNanos - windowStarts[place] >= WINDOW_NANOS || counts[place] < mostPerSecond;
  }

  /** Notes that a datagram of this source was useless. */
  public void useless(InetAddress source, long nowNanos) {
    final int place = place(source);
    if (counts[place] == 0 || nowNanos - windowStarts[place] >= WINDOW_NANOS) {
      windowStarts[place] = nowNanos;
      counts[place] = 0;
    }
    counts[place]++;
  }

  private static int place(InetAddress source) {
    final int hash = source.hashCode() * 0x9E3779B9;
    return hash >>> 20;
  }
}

package io.oriel.rtp;

/** Which of the newest packets have been seen (RFC 3711 section 3.3.2). Not thread-safe. */
final class ReplayWindow {
  private static final int SIZE = 64;

  private long highest = -1;
  private long seen;

  /** The highest index that was remembered, or -1. */
  long highest() {
    return highest;
  }

  /** Whether a packet has been seen, or is too old for it to be known. */
  boolean replayed(long index) {
    final long behind = highest - index;
    return behind >= 0 && (behind >= SIZE || (seen >>> behind & 1) != 0);
  }

  /** Remembers a packet that turned out to be authentic. */
  void remember(long index) {
    if (index > highest) {
      final long shift = index - highest;
      seen = shift >= SIZE ? 1 : seen << shift | 1;
      highest = index;
    } else {
      seen |= 1L << highest - index;
    }
  }
}

package io.oriel.transport.webrtc.media;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Sequence numbers on their way from the receive thread, which hears what is lost, to the send
 * thread, which sends it again. Bounded; without locks or allocation.
 */
final class LostPackets {
  private static final int SIZE = 1024;

  private final int[] numbers = new int[SIZE];
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /** Receive thread only; false when full. */
  boolean offer(int sequence) {
    final long at = written.get();
    if (at - read.get() == SIZE) {
      return false;
    }
    numbers[(int) (at % SIZE)] = sequence;
    written.lazySet(at + 1);
    return true;
  }

  /** Send thread only; -1 when empty. */
  int poll() {
    final long at = read.get();
    if (at == written.get()) {
      return -1;
    }
    final int number = numbers[(int) (at % SIZE)];
    read.lazySet(at + 1);
    return number;
  }
}

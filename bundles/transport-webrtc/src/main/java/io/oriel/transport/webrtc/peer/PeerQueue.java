package io.oriel.transport.webrtc.peer;

import io.oriel.transport.webrtc.dtls.DatagramQueue;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Datagrams of one viewer on their way from the receive thread to the thread that serves it. */
final class PeerQueue implements DatagramQueue {
  static final int CAPACITY = 128;

  /** Not a datagram: wakes the thread that waits. */
  private static final byte[] WAKE = {};

  private final ArrayBlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;

  /** Leaves a datagram; false if the queue is full. Any thread. */
  boolean offer(byte[] datagram) {
    return waiting.offer(datagram);
  }

  /** Has whoever waits return early; takes one place at most. Any thread. */
  void wake() {
    if (!woken.getAndSet(true) && !waiting.offer(WAKE)) {
      // A full queue wakes by itself; the next one is to try again.
      woken.set(false);
    }
  }

  /** Has {@link #next} fail from now on. Any thread. */
  void close() {
    closed = true;
    wake();
  }

  @Override
  public byte[] next(int millis) throws IOException {
    final byte[] datagram = poll(millis);
    if (closed) {
      throw new IOException("closed");
    }
    return datagram;
  }

  /** The next datagram, closed or not; null after the time or when woken. */
  byte[] poll(int millis) throws IOException {
    final byte[] datagram;
    try {
      datagram = waiting.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (datagram == WAKE) {
      woken.set(false);
      return null;
    }
    return datagram;
  }
}

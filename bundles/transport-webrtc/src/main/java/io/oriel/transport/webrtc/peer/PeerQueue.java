package io.oriel.transport.webrtc.peer;

import io.oriel.transport.webrtc.dtls.DatagramQueue;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Datagrams of one viewer on their way from the receive thread to the thread that serves it. */
final class PeerQueue implements DatagramQueue {
  private static final int CAPACITY = 128;

  /** Not a datagram: wakes the thread that waits. */
  private static final byte[] WAKE = {};

  private final ArrayBlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean closed;

  /** Leaves a datagram; false if the queue is full. Any thread. */
  boolean offer(byte[] datagram) {
    return waiting.offer(datagram);
  }

  /** Has {@link #next} return early. Any thread; a full queue wakes by itself. */
  void wake() {
    waiting.offer(WAKE);
  }

  /** Has {@link #next} fail from now on. Any thread. */
  void close() {
    closed = true;
    wake();
  }

  @Override
  public byte[] next(int millis) throws IOException {
    final byte[] datagram;
    try {
      datagram = waiting.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (closed) {
      throw new IOException("closed");
    }
    return datagram == WAKE ? null : datagram;
  }
}

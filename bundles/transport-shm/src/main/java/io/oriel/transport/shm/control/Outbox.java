package io.oriel.transport.shm.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Lines that wait to be sent to a viewer. Filled on any thread without waiting. */
final class Outbox {
  static final int MOST_LINES = 256;
  static final int MOST_BYTES = 1 << 20;

  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private int bytes;
  private boolean ended;

  /** Adds a line, without its end; false if there is no room or no more is taken. */
  boolean add(String line) {
    return add(line, () -> {});
  }

  /** The same, and lets something be true before anybody can have read the line. */
  synchronized boolean add(String line, Runnable beforeItIsSent) {
    final ByteBuffer encoded = StandardCharsets.UTF_8.encode(line + "\n");
    if (ended || waiting.size() >= MOST_LINES || bytes + encoded.remaining() > MOST_BYTES) {
      return false;
    }
    bytes += encoded.remaining();
    waiting.add(encoded);
    beforeItIsSent.run();
    notifyAll();
    return true;
  }

  /** Takes no more; {@link #drain} returns when what waits is sent. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Sends what waits and comes until {@link #end}. */
  void drain(WritableByteChannel to) throws IOException, InterruptedException {
    for (Optional<ByteBuffer> next = take(); next.isPresent(); next = take()) {
      while (next.get().hasRemaining()) {
        to.write(next.get());
      }
    }
  }

  private synchronized Optional<ByteBuffer> take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    final Optional<ByteBuffer> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(line -> bytes -= line.remaining());
    return next;
  }
}

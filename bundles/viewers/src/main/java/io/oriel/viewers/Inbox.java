package io.oriel.viewers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a viewer sent and nobody has handled yet. Filled on any thread without blocking, drained in
 * order by one virtual thread at a time, which is there only while there is work.
 */
final class Inbox implements Runnable {
  static final int CAPACITY = 256;

  private final String name;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean draining;
  private boolean closed;

  Inbox(String viewerId) {
    this.name = "oriel-inbox-" + viewerId;
  }

  /** Adds work; false if the inbox is full or closed. */
  boolean add(Runnable work) {
    synchronized (waiting) {
      if (closed || waiting.size() == CAPACITY) {
        return false;
      }
      waiting.addLast(work);
      if (draining) {
        return true;
      }
      draining = true;
    }
    Thread.ofVirtual().name(name).start(this);
    return true;
  }

  /** Drops what waits and takes nothing any more; work that runs is finished. */
  void close() {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
    }
  }

  @Override
  public void run() {
    for (Runnable work = next(); work != null; work = next()) {
      work.run();
    }
  }

  private Runnable next() {
    synchronized (waiting) {
      Runnable work = waiting.pollFirst();
      draining = work != null;
      return work;
    }
  }
}

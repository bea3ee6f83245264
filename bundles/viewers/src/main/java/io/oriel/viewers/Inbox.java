package io.oriel.viewers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a viewer sent and nobody has handled yet. Filled on any thread without blocking, drained in
 * order by one virtual thread at a time, which is there only while there is work.
 */
final class Inbox implements Runnable {
  /** How much may wait. */
  static final int CAPACITY = 256;

  /**
   * How much more of moves and releases, which end what a lost one would let go on for ever, and of
   * introductions, without which nobody new would ever speak to the viewer.
   */
  static final int RESERVE = 256;

  /** What came of work that was handed in. */
  enum Fate {
    /** It waits for its turn. */
    WAITS,
    /** It waits in the place of older work, which will not be done. */
    REPLACES,
    /** The inbox is full or closed. */
    DROPPED
  }

  private static final class Entry {
    private final Optional<Mover> mover;
    private Runnable work;

    Entry(Optional<Mover> mover, Runnable work) {
      this.mover = mover;
      this.work = work;
    }
  }

  private final String name;
  private final Pace pace;
  private final Runnable onPause;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private boolean draining;
  private boolean closed;

  /**
   * @param pace how quickly it is emptied
   * @param onPause run whenever that is too slow for what comes
   */
  Inbox(String viewerId, Pace pace, Runnable onPause) {
    this.name = "oriel-inbox-" + viewerId;
    this.pace = pace;
    this.onPause = onPause;
  }

  /** Adds work. */
  Fate add(Runnable work) {
    return add(Optional.empty(), work, CAPACITY);
  }

  /** Adds what the reserve is for: that something is let go, or that somebody new listens. */
  Fate addReserved(Runnable work) {
    return add(Optional.empty(), work, CAPACITY + RESERVE);
  }

  /**
   * Adds the news that something has moved. It replaces what waits of the same mover, as long as
   * nothing but moves came between.
   */
  Fate addMove(Mover mover, Runnable work) {
    return add(Optional.of(mover), work, CAPACITY + RESERVE);
  }

  private Fate add(Optional<Mover> mover, Runnable work, int most) {
    synchronized (waiting) {
      if (closed) {
        return Fate.DROPPED;
      }
      if (mover.isPresent() && replaced(mover.get(), work)) {
        return Fate.REPLACES;
      }
      if (waiting.size() >= most) {
        return Fate.DROPPED;
      }
      enqueue(new Entry(mover, work));
      return Fate.WAITS;
    }
  }

  private boolean replaced(Mover mover, Runnable work) {
    for (Iterator<Entry> back = waiting.descendingIterator(); back.hasNext(); ) {
      Entry entry = back.next();
      if (entry.mover.isEmpty()) {
        return false;
      }
      if (entry.mover.get().equals(mover)) {
        entry.work = work;
        return true;
      }
    }
    return false;
  }

  /** Drops what waits, does {@code last} after the work that runs, and takes nothing any more. */
  void close(Runnable last) {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
      enqueue(new Entry(Optional.empty(), last));
    }
  }

  private void enqueue(Entry entry) {
    waiting.addLast(entry);
    if (!draining) {
      draining = true;
      Thread.ofVirtual().name(name).start(this);
    }
  }

  @Override
  public void run() {
    for (Optional<Runnable> work = next(); work.isPresent(); work = next()) {
      if (!pace.step()) {
        onPause.run();
        pace.pause();
      }
      work.get().run();
      // A virtual thread that has work goes on until it gives way.
      Thread.yield();
    }
  }

  private Optional<Runnable> next() {
    synchronized (waiting) {
      Entry entry = waiting.pollFirst();
      draining = entry != null;
      return Optional.ofNullable(entry).map(e -> e.work);
    }
  }
}

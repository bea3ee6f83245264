package io.oriel.api.error;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds what was taken and is never given back: when the garbage collector finds a watched object
 * that nobody has closed, the log names it with where it was taken. The system property {@value
 * #EVERY} says how many of a kind share one watched one; without it nothing is watched, which costs
 * a comparison. Any thread.
 */
public final class LeakWatch {
  /** System property: 1 watches each, 100 one in a hundred, 0 none. */
  public static final String EVERY = "oriel.leaks";

  /** Something that has to be closed. */
  public interface Lease {
    /** One that is not watched. */
    Lease NONE = new Lease() {};

    /** Somebody else takes it too: that place is named as well. */
    default void taken() {}

    /** It has been given back. */
    default void closed() {}
  }

  /** Their thread is there only where something is watched. */
  private static final class Collected {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private final System.Logger logger;
  private final String kind;
  private final int every;
  private final Runnable onLost;
  private final AtomicLong turns = new AtomicLong();

  /**
   * @param kind what is leased, as the log names it
   * @param onLost called for each one that was lost; counts
   */
  public LeakWatch(System.Logger logger, String kind, Runnable onLost) {
    this(logger, kind, Integer.getInteger(EVERY, 0), onLost);
  }

  LeakWatch(System.Logger logger, String kind, int every, Runnable onLost) {
    this.logger = logger;
    this.kind = kind;
    this.every = every;
    this.onLost = onLost;
  }

  /** Watches the object if it is its turn. The lease may be kept by the object itself. */
  public Lease watch(Object leased) {
    if (every <= 0 || turns.getAndIncrement() % every != 0) {
      return Lease.NONE;
    }
    Watched watched = new Watched(this);
    watched.cleanable = Collected.CLEANER.register(leased, watched);
    return watched;
  }

  private void lost(List<Throwable> takers) {
    Throwable first = takers.getFirst();
    takers.stream().skip(1).forEach(first::addSuppressed);
    logger.log(System.Logger.Level.ERROR, kind + " was never given back; it was taken here", first);
    onLost.run();
  }

  /** Knows who took it, not what it is: it would else keep it. */
  private static final class Watched implements Lease, Runnable {
    private static final int MOST_TAKERS = 8;

    private final LeakWatch watch;
    private final List<Throwable> takers = new ArrayList<>();
    private Cleaner.Cleanable cleanable;
    private boolean closed;

    Watched(LeakWatch watch) {
      this.watch = watch;
      taken();
    }

    @Override
    public synchronized void taken() {
      if (takers.size() < MOST_TAKERS) {
        takers.add(new Throwable("taken by " + Thread.currentThread().getName()));
      }
    }

    @Override
    public void closed() {
      synchronized (this) {
        closed = true;
      }
      cleanable.clean();
    }

    /** Once: when it was closed, or when nobody can close it any more. */
    @Override
    public synchronized void run() {
      if (!closed) {
        watch.lost(takers);
      }
    }
  }
}

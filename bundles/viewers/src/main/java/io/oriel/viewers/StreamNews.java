package io.oriel.viewers;

import io.oriel.api.stream.Stream;
import io.oriel.api.transport.StreamListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one listener is told of streams, one thing at a time. Any thread. */
final class StreamNews {
  private static final System.Logger LOG = System.getLogger("io.oriel.viewers");

  /** How long the end waits for what is being told. */
  private static final long PATIENCE_MILLIS = 1000;

  private final StreamListener listener;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean ended;

  StreamNews(StreamListener listener) {
    this.listener = listener;
  }

  StreamListener listener() {
    return listener;
  }

  /**
   * Tells of the streams that are there. What else is to be told meanwhile waits, so that none goes
   * before it has come. What the listener throws is the caller's: it cannot begin.
   *
   * @param present the streams, asked for once nothing can be told before them
   */
  void begin(Supplier<List<Stream>> present) {
    turn.lock();
    try {
      present.get().forEach(listener::added);
    } finally {
      turn.unlock();
    }
  }

  /** Tells the listener something; what it throws keeps nobody else from hearing it. */
  void tell(Consumer<StreamListener> news) {
    turn.lock();
    try {
      if (!ended) {
        news.accept(listener);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A transport failed at hearing of a stream: " + listener.getClass().getName(),
          e);
    } finally {
      turn.unlock();
    }
  }

  /** Tells it nothing any more; what is being told is over then, unless it does not return. */
  void end() {
    ended = true;
    try {
      if (turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

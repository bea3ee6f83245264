package io.oriel.transport.shm;

import io.oriel.shm.reader.ShmReader;
import io.oriel.shm.wire.StreamName;
import io.oriel.tck.RemoteViewer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Our own reader; everything about it is done on one thread, as it asks for. */
final class ReadingViewer implements RemoteViewer {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final CompletableFuture<Boolean> attached = new CompletableFuture<>();
  private final Thread thread;
  private volatile int pictures;
  private volatile boolean ended;
  private volatile boolean closed;
  private volatile boolean stalled;

  ReadingViewer(StreamName name) throws IOException {
    thread = Thread.ofPlatform().daemon().name("reader").start(() -> watch(name));
    try {
      attached.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void watch(StreamName name) {
    try (ShmReader reader = ShmReader.attach(name.text())) {
      attached.complete(true);
      while (!closed) {
        if (stalled) {
          Thread.sleep(LOOK);
        } else if (reader.next(LOOK).isPresent()) {
          pictures++;
        }
      }
    } catch (IOException | InterruptedException e) {
      attached.completeExceptionally(e);
      ended = true;
    }
  }

  @Override
  public int pictures() {
    return pictures;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void stall() {
    stalled = true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

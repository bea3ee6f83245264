package io.oriel.transport.shm;

import io.oriel.shm.reader.ShmReader;
import io.oriel.shm.wire.StreamName;
import io.oriel.tck.ReadingViewer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Our own reader; everything about it is done on one thread, as it asks for. */
final class ShmViewer extends ReadingViewer {
  private final CompletableFuture<ShmReader> attached = new CompletableFuture<>();
  private final Thread thread;

  ShmViewer(StreamName name) throws IOException {
    thread = Thread.ofPlatform().daemon().name("reader").start(() -> watch(name));
    try {
      attached.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void watch(StreamName name) {
    try (ShmReader reader = ShmReader.attach(name.text())) {
      attached.complete(reader);
      read();
    } catch (IOException e) {
      attached.completeExceptionally(e);
    }
  }

  @Override
  protected boolean next() throws IOException, InterruptedException {
    return attached.join().next(Duration.ofSeconds(1)).isPresent();
  }

  /** The producer waits for nobody. */
  @Override
  public void stall() {}

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

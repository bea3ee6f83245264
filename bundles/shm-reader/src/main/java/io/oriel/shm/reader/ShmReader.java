package io.oriel.shm.reader;

import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.StreamName;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a stream that a process of this machine and of the same user offers in shared memory: the
 * shared memory transport of Oriel, or ovstream 0.3 and later.
 *
 * <pre>{@code
 * try (ShmReader reader = ShmReader.attach("main")) {
 *   Optional<ShmFrame> frame = reader.next(Duration.ofSeconds(1));
 * }
 * }</pre>
 *
 * <p>{@link #next} and {@link #close} belong to one thread, a platform thread, because it sleeps in
 * the operating system; everything else may be called from any thread.
 */
public final class ShmReader implements AutoCloseable {
  private final StreamName name;
  private final Arena arena;
  private final Region region;
  private final ControlLink link;
  private final FrameSource frames;
  private final Sleep sleep;

  private ShmReader(StreamName name, Arena arena, Region region, Sleep sleep, ControlLink link) {
    this.name = name;
    this.arena = arena;
    this.region = region;
    this.link = link;
    this.frames = new FrameSource(region);
    this.sleep = sleep;
  }

  /** The same without an ear for messages. */
  public static ShmReader attach(String stream) throws IOException {
    return attach(stream, message -> {});
  }

  /**
   * Attaches to a stream. Waits at most 5 s for the producer's answer.
   *
   * @param stream its name, that of the region without {@code /ovstream-}
   * @param messages takes each message of the producer, in order, on a thread of the reader; while
   *     it takes its time the next ones wait; what it throws is logged
   * @throws IOException if there is no such stream, it is none or another user's, or the producer
   *     refuses, with the reason
   * @throws IllegalArgumentException if that is no name of a stream
   */
  public static ShmReader attach(String stream, Consumer<String> messages) throws IOException {
    final StreamName name = new StreamName(stream);
    final Arena arena = Arena.ofShared();
    try {
      final Region region = FrameSource.map(name, arena);
      final Sleep sleep = new Sleep(region, arena);
      final ControlLink link = ControlLink.attach(name, region.header().version(), messages);
      return new ShmReader(name, arena, region, sleep, link);
    } catch (IOException e) {
      arena.close();
      throw new IOException("stream '" + stream + "' in shared memory: " + e.getMessage(), e);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /**
   * The newest frame that was not returned yet; waits for one at most for a time. Frames that came
   * and went in between are left out.
   *
   * @return empty if none came in time
   * @throws EOFException when the producer has stopped or was killed, at most 0.2 s after that
   * @throws IOException if somebody has damaged the region
   */
  public Optional<ShmFrame> next(Duration timeout) throws IOException, InterruptedException {
    final long until = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        final int before = sleep.now();
        final boolean ended = !alive();
        final Optional<ShmFrame> frame = frames.newest();
        Region.settle();
        if (frame.isPresent()) {
          return frame;
        }
        if (ended) {
          throw new EOFException("the producer of '" + name.text() + "' has stopped");
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        final long left = until - System.nanoTime();
        if (left <= 0) {
          return Optional.empty();
        }
        sleep.next(before, left);
      }
    } catch (InternalError e) {
      throw new IOException("the region of '" + name.text() + "' has been made smaller", e);
    }
  }

  /** Whether the producer still writes; false where the region is cut off or the reader closed. */
  public boolean alive() {
    try {
      final boolean alive = !link.ended() && region.producerAlive();
      Region.settle();
      return alive;
    } catch (InternalError | IllegalStateException e) {
      return false;
    }
  }

  /** Sends input. Waits while the producer does not take it. */
  public void send(ShmInput input) throws IOException {
    link.send(InputLine.of(input));
  }

  /**
   * Sends a message, such as one in JSON.
   *
   * @param message without line breaks and of at most 16 MiB; Oriel takes 64 KiB
   */
  public void sendMessage(String message) throws IOException {
    link.send("MESSAGE " + oneLine(message));
  }

  /**
   * Sends composed text.
   *
   * @param text without line breaks and of at most 16 MiB; Oriel takes 4 KiB
   */
  public void sendText(String text) throws IOException {
    link.send("UNICODE " + oneLine(text));
  }

  private static String oneLine(String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a text with a line break cannot be sent");
    }
    // No character takes more than three bytes; what may be too long is counted exactly.
    if (text.length() > ControlLink.MOST_BYTES / 3
        && text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > ControlLink.MOST_BYTES) {
      throw new IllegalArgumentException("a text of more than 16 MiB cannot be sent");
    }
    return text;
  }

  /** Detaches. Frames may not be touched any more. */
  @Override
  public void close() throws IOException {
    try {
      link.close();
    } finally {
      arena.close();
    }
  }
}

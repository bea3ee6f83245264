package io.oriel.runtime.benchmarks;

import io.oriel.shm.reader.ShmFrame;
import io.oriel.shm.reader.ShmReader;
import java.io.EOFException;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/** The example in C once more, in Java and in a process of its own: the same lines come out. */
public final class SharedMemoryReader {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private SharedMemoryReader() {}

  public static void main(String[] arguments) throws Exception {
    final PrintStream out = new PrintStream(System.out, true);
    try (ShmReader reader = ShmReader.attach(arguments[0])) {
      while (true) {
        final Optional<ShmFrame> next = reader.next(PATIENCE);
        final long seenNanos = System.nanoTime();
        next.ifPresent(frame -> print(frame, seenNanos, out));
      }
    } catch (EOFException stopped) {
      // The end of the measurement.
    }
  }

  private static void print(ShmFrame frame, long seenNanos, PrintStream out) {
    final long sum = sum(frame.pixels());
    if (frame.valid()) {
      out.println(
          frame.sequence()
              + " "
              + frame.captureTimeNanos()
              + " "
              + seenNanos
              + " "
              + frame.width()
              + "x"
              + frame.height()
              + " "
              + Long.toHexString(sum));
    }
  }

  /** FNV-1a over words of 64 bits, of a picture whose rows have no padding. */
  static long sum(MemorySegment pixels) {
    long sum = BASIS;
    for (long at = 0; at < pixels.byteSize(); at += Long.BYTES) {
      sum = (sum ^ pixels.get(WORD, at)) * PRIME;
    }
    return sum;
  }
}

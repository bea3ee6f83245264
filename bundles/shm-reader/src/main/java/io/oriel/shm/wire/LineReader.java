package io.oriel.shm.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines and keeps no more of one than it may have. A carriage return before the
 * line feed is no part of the line. Used by one thread.
 */
public final class LineReader {
  private static final int FIRST_BYTES = 256;

  private final int most;
  private final Consumer<byte[]> lines;
  private final Runnable tooLong;
  private byte[] line = new byte[FIRST_BYTES];
  private int length;
  private boolean skipping;

  /**
   * @param most bytes that a line may have without its end
   * @param lines takes each line
   * @param tooLong run for each line that had more and was passed over
   */
  public LineReader(int most, Consumer<byte[]> lines, Runnable tooLong) {
    this.most = most;
    this.lines = lines;
    this.tooLong = tooLong;
  }

  /** Takes all that remains in the buffer. */
  public void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      final byte next = bytes.get();
      if (next == '\n') {
        end();
      } else if (!skipping) {
        add(next);
      }
    }
  }

  private void add(byte next) {
    // One more than it may have: the carriage return.
    if (length > most) {
      skipping = true;
      line = new byte[FIRST_BYTES];
      length = 0;
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(2 * length, most + 1));
    }
    line[length++] = next;
  }

  private void end() {
    final int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    if (skipping || end > most) {
      tooLong.run();
    } else {
      lines.accept(Arrays.copyOf(line, end));
    }
    skipping = false;
    length = 0;
  }
}

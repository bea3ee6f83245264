package io.oriel.stage.usd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The end of what a process writes to stderr; the rest is read and forgotten. */
final class ErrorOutput implements Runnable {
  private static final int KEPT_BYTES = 8192;
  private static final int SHOWN_LINES = 4;
  private static final int SHOWN_LETTERS = 600;

  private final InputStream in;
  private byte[] kept = new byte[0];

  ErrorOutput(InputStream in) {
    this.in = in;
  }

  @Override
  public void run() {
    byte[] chunk = new byte[1024];
    try (in) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        keep(chunk, count);
      }
    } catch (IOException gone) {
      // The process was killed; what is kept is all there is.
    }
  }

  private synchronized void keep(byte[] chunk, int count) {
    byte[] all = Arrays.copyOf(kept, kept.length + count);
    System.arraycopy(chunk, 0, all, kept.length, count);
    kept = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT_BYTES), all.length);
  }

  private synchronized String text() {
    return new String(kept, StandardCharsets.UTF_8);
  }

  boolean contains(String words) {
    return text().contains(words);
  }

  /** The last lines in one, for an error text. */
  String lastLines() {
    String[] lines =
        text().lines().map(String::strip).filter(l -> !l.isEmpty()).toArray(String[]::new);
    String last =
        Arrays.stream(lines)
            .skip(Math.max(0, lines.length - SHOWN_LINES))
            .collect(Collectors.joining(" | "));
    return last.length() > SHOWN_LETTERS ? last.substring(last.length() - SHOWN_LETTERS) : last;
  }
}

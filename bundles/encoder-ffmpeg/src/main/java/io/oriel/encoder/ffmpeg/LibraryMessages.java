package io.oriel.encoder.ffmpeg;

import io.oriel.api.metrics.CounterSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The library's error messages: counted, and logged the first time each is said. While an encoder
 * opens, the messages of its thread go into the reason of the refusal instead.
 */
final class LibraryMessages implements Consumer<String> {
  private static final System.Logger LOG = System.getLogger(LibraryMessages.class.getName());
  private static final int DISTINCT_MESSAGES = 64;

  private final CounterSet<FfmpegCounter> counters;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<StringBuilder> collected = new ThreadLocal<>();

  LibraryMessages(CounterSet<FfmpegCounter> counters) {
    this.counters = counters;
  }

  /** Begins to collect this thread's messages. */
  void collect() {
    collected.set(new StringBuilder());
  }

  /** Ends it and returns them in one line. */
  String collected() {
    String text = collected.get().toString();
    collected.remove();
    return text;
  }

  @Override
  public void accept(String message) {
    counters.increment(FfmpegCounter.LIBRARY_ERRORS);
    StringBuilder collecting = collected.get();
    if (collecting != null) {
      collecting.append(collecting.isEmpty() ? "" : "; ").append(message);
    } else if (said.size() < DISTINCT_MESSAGES && said.add(message)) {
      LOG.log(System.Logger.Level.ERROR, "FFmpeg: {0} (logged once, then counted)", message);
    }
  }
}

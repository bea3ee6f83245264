package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.ffmpeg.FfmpegLog;
import io.oriel.ffmpeg.FfmpegNatives;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** FFmpeg in this process, loaded when the first encoder opens. Any thread. */
final class FfmpegLibrary implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FfmpegLibrary.class.getName());

  private final CounterSet<FfmpegCounter> counters =
      new CounterSet<>(FfmpegCounter.class, Map.of());
  private final LibraryMessages messages = new LibraryMessages(counters);
  private final Path cache;
  private boolean loaded;

  FfmpegLibrary(Path cache) {
    this.cache = cache;
    FfmpegLog.listen(messages);
  }

  @Override
  public void close() {
    FfmpegLog.forget(messages);
  }

  /** Loads the libraries if that has not happened yet: once some 300 ms, then nothing. */
  synchronized FfmpegNatives load() throws OrielException {
    try {
      long began = System.nanoTime();
      FfmpegNatives natives = FfmpegNatives.load(cache);
      if (!loaded) {
        loaded = true;
        LOG.log(
            System.Logger.Level.INFO,
            "FFmpeg ({0}) loaded from {1} in {2} ms{3}",
            natives.licence(),
            natives.folder(),
            Long.toString((System.nanoTime() - began) / 1_000_000),
            natives.unpacked() ? ", unpacked first" : "");
      }
      return natives;
    } catch (IOException | LinkageError e) {
      throw new OrielException(
          ErrorCode.ENCODER_UNAVAILABLE,
          "FFmpeg's libraries cannot be used from "
              + cache
              + ": "
              + e.getMessage()
              + ". Set cacheFolder of io.oriel.encoder.ffmpeg to a writable folder on a file"
              + " system that permits execution, and check that the fragment"
              + " io.oriel.ffmpeg.linux-x86_64 is installed",
          e);
    }
  }

  LibraryMessages messages() {
    return messages;
  }

  CounterSet<FfmpegCounter> counters() {
    return counters;
  }
}

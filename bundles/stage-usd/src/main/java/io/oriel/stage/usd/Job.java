package io.oriel.stage.usd;

import io.oriel.api.stage.LoadMonitor;
import java.nio.file.Path;
import java.time.Duration;

/** One load: which file, within which limits, and who wants to know how far it is. */
final class Job {
  private final Path file;
  private final Settings settings;
  private final LoadMonitor monitor;
  private final Duration limit;
  private final StageAssembler assembler;
  private double reached;
  private long bytes;

  Job(Path file, Settings settings, LoadMonitor monitor, Duration limit) {
    this.file = file;
    this.settings = settings;
    this.monitor = monitor;
    this.limit = limit;
    this.assembler = new StageAssembler(settings);
  }

  Path file() {
    return file;
  }

  /** Time that the whole load may take. */
  Duration limit() {
    return limit;
  }

  Settings settings() {
    return settings;
  }

  byte[] request() {
    return Wire.request(file, settings);
  }

  /** Takes a frame that neither ends the load nor refuses it. */
  void accept(Frame frame) throws MalformedFrameException {
    bytes += frame.payload().size();
    if (bytes > settings.maxLoadBytes()) {
      throw new MalformedFrameException("more than " + settings.maxLoadBytes() + " bytes in all");
    }
    if (frame.kind() == Wire.PROGRESS) {
      double fraction = frame.payload().f64();
      String activity = frame.payload().string();
      if (fraction >= reached && fraction <= 1) {
        reached = fraction;
      }
      monitor.progress(reached, activity);
    } else {
      assembler.accept(frame);
    }
  }

  UsdStage finish() throws MalformedFrameException {
    UsdStage stage = assembler.finish();
    monitor.progress(1, "Stage read");
    return stage;
  }
}

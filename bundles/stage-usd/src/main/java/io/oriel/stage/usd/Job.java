package io.oriel.stage.usd;

import io.oriel.api.stage.LoadMonitor;
import java.time.Duration;
import java.util.Optional;

/** One load: a stage is opened and handed over, while somebody wants to know how far it is. */
final class Job implements Exchange<StageContents> {
  private final Opening opening;
  private final LoadMonitor monitor;
  private final StageAssembler assembler;
  private double reached;
  private long bytes;

  Job(Opening opening, LoadMonitor monitor) {
    this.opening = opening;
    this.monitor = monitor;
    this.assembler = new StageAssembler(opening);
  }

  @Override
  public Opening opening() {
    return opening;
  }

  @Override
  public byte[] request() {
    return Wire.open(Wire.LOAD, opening);
  }

  @Override
  public int maxFrameBytes() {
    return Wire.MAX_FRAME_BYTES;
  }

  @Override
  public Duration limit() {
    return opening.limit();
  }

  @Override
  public String failing() {
    return "not read";
  }

  @Override
  public Optional<StageContents> accept(Frame frame) throws MalformedFrameException {
    long most = opening.settings().maxLoadBytes();
    bytes += frame.payload().size();
    if (bytes > most) {
      throw new MalformedFrameException("more than " + most + " bytes in all");
    }
    if (frame.kind() == Wire.DONE) {
      StageContents contents = assembler.finish();
      monitor.progress(1, "Stage read");
      return Optional.of(contents);
    }
    if (frame.kind() == Wire.PROGRESS) {
      progress(frame.payload());
    } else {
      assembler.accept(frame);
    }
    return Optional.empty();
  }

  private void progress(Payload payload) throws MalformedFrameException {
    double fraction = payload.f64();
    String activity = payload.string();
    if (fraction >= reached && fraction <= 1) {
      reached = fraction;
    }
    monitor.progress(reached, activity);
  }
}

package io.oriel.stage.usd;

import java.time.Duration;
import java.util.Optional;

/** Has a worker open a stage of which all is in memory, for questions only. */
record Reopening(Opening opening) implements Exchange<Boolean> {
  @Override
  public byte[] request() {
    return Wire.open(Wire.OPEN, opening);
  }

  @Override
  public int maxFrameBytes() {
    return Wire.MAX_ANSWER_BYTES;
  }

  @Override
  public Duration limit() {
    return opening.limit();
  }

  @Override
  public String failing() {
    return "not opened again";
  }

  @Override
  public Optional<Boolean> accept(Frame frame) throws MalformedFrameException {
    if (frame.kind() != Wire.DONE) {
      throw new MalformedFrameException("a frame of kind " + frame.kind() + " while opening");
    }
    return Optional.of(true);
  }
}

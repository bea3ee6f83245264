package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A renderer's frame that tells a failure to deliver an output from one to convert it, and how long
 * the renderer took in all.
 */
final class DrawnFrame implements RenderedFrame {
  private final RenderedFrame frame;
  private final Clock clock;
  private long nanos;

  /**
   * @param stepNanos how long the step took
   */
  DrawnFrame(RenderedFrame frame, Clock clock, long stepNanos) {
    this.frame = frame;
    this.clock = clock;
    this.nanos = stepNanos;
  }

  /** How long the renderer took for the step and the outputs that it was asked for. */
  long nanos() {
    return nanos;
  }

  @Override
  public boolean unchanged() {
    return frame.unchanged();
  }

  @Override
  public Optional<AovLayout> layout(String aov) {
    return frame.layout(aov);
  }

  /**
   * Delivers an output.
   *
   * @throws RendererFault with whatever the renderer threw
   */
  @Override
  public AovData map(String aov) {
    long began = clock.nanos();
    try {
      return frame.map(aov);
    } catch (Throwable e) {
      throw new RendererFault(e);
    } finally {
      nanos += clock.nanos() - began;
    }
  }

  @Override
  public List<PickResult> picks() {
    return frame.picks();
  }

  @Override
  public void close() {
    frame.close();
  }
}

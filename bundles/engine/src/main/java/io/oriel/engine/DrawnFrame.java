package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.RenderedFrame;
import java.util.List;
import java.util.Optional;

/** A renderer's frame that tells a failure to deliver an output from one to convert it. */
final class DrawnFrame implements RenderedFrame {
  private final RenderedFrame frame;

  DrawnFrame(RenderedFrame frame) {
    this.frame = frame;
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
    try {
      return frame.map(aov);
    } catch (Throwable e) {
      throw new RendererFault(e);
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

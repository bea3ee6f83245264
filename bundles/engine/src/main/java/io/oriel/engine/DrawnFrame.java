package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.StepRequest;
import io.oriel.api.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A step of a renderer and its frame, each call of which can be left. It tells a failure to deliver
 * an output from one to convert it, and how long the renderer took in all. Render thread.
 */
final class DrawnFrame implements AutoCloseable {
  private final RenderCalls calls;
  private final RenderCalls.Call call;
  private final Clock clock;
  private final RenderedFrame frame;
  private long nanos;
  private boolean left;

  /** Has the renderer of the call draw a frame. */
  DrawnFrame(RenderCalls calls, RenderCalls.Call call, Clock clock, StepRequest request)
      throws OrielException {
    this.calls = calls;
    this.call = call;
    this.clock = clock;
    this.frame = timed(() -> call.session().renderer().step(request));
  }

  private <T> T timed(LeavableCall.Body<T> body) throws OrielException {
    long began = clock.nanos();
    try {
      return calls.run(call, body);
    } catch (RenderCalls.Left e) {
      left = true;
      throw e;
    } finally {
      nanos += clock.nanos() - began;
    }
  }

  /** How long the renderer took for the step and the outputs that it was asked for. */
  long nanos() {
    return nanos;
  }

  boolean unchanged() throws OrielException {
    return timed(frame::unchanged);
  }

  Optional<AovLayout> layout(String aov) throws OrielException {
    return timed(() -> frame.layout(aov));
  }

  /**
   * Delivers an output.
   *
   * @throws RendererFault with whatever the renderer threw
   */
  AovData map(String aov) {
    try {
      return timed(() -> frame.map(aov));
    } catch (RenderCalls.Left e) {
      throw e;
    } catch (Throwable e) {
      throw new RendererFault(e);
    }
  }

  List<PickResult> picks() throws OrielException {
    return timed(frame::picks);
  }

  @Override
  public void close() throws OrielException {
    if (!left) {
      timed(() -> {
        frame.close();
        return null;
      });
    }
  }
}

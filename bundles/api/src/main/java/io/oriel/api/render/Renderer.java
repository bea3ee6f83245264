package io.oriel.api.render;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A renderer of one stream. The stream's render thread owns it: {@link #step}, {@link
 * PreparedStage#commit} and {@link #close} run there and nowhere else. {@link #prepare} runs on a
 * thread of its own beside them, one call at a time.
 */
@ConsumerType
public interface Renderer extends AutoCloseable {
  /** What this renderer can do; constant. Any thread. */
  RendererCapabilities capabilities();

  /**
   * Makes a stage ready to be drawn, while the current one is still being drawn. Runs on a thread
   * of this call; under the stage lock, and so while no step runs, if {@link
   * RendererCapabilities#prepareNeedsLock()}.
   *
   * @throws OrielException if the stage cannot be drawn; the current one stays
   */
  PreparedStage prepare(StageContext context) throws OrielException;

  /**
   * Draws one frame.
   *
   * @param request what to draw; valid during the call
   * @return the frame; the engine closes it before the next step
   * @throws OrielException if this frame failed; the engine goes on with the next
   */
  RenderedFrame step(StepRequest request) throws OrielException;

  /** Frees everything. After it returns no thread of the renderer runs any more. */
  @Override
  void close();
}

package io.oriel.engine;

import io.oriel.api.render.Playback;
import io.oriel.api.render.PreparedStage;

/**
 * A renderer with the stage that it draws.
 *
 * @param session the renderer
 * @param stage the stage
 * @param prepared the stage as the renderer holds it
 * @param generation number of the committed stage; a new renderer for the same stage keeps it
 * @param playback how its time runs until somebody changes that
 */
record Drawing(
    RendererSession session,
    LoadedStage stage,
    PreparedStage prepared,
    long generation,
    Playback playback) {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** What it throws is the renderer's own affair. */
  void closePrepared() {
    try {
      prepared.close();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A renderer failed to let go of a stage", e);
    }
  }
}

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

  /**
   * Lets go of the stage, once the renderer prepares no other; until then it stays open. Render
   * thread, by whoever keeps the stage open meanwhile.
   */
  void closePrepared() {
    stage.keep();
    if (session.putOff(this::closePreparedLate)) {
      return;
    }
    close(prepared);
    stage.close();
  }

  private void closePreparedLate() {
    close(prepared);
    OffThread.EXECUTOR.execute(stage::close);
  }

  /** What it throws is the renderer's own affair. */
  static void close(PreparedStage prepared) {
    try {
      prepared.close();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A renderer failed to let go of a stage", e);
    }
  }
}

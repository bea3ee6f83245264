package io.oriel.engine;

import io.oriel.api.render.PreparedStage;

/**
 * A renderer with the stage that it draws.
 *
 * @param session the renderer
 * @param stage the stage
 * @param prepared the stage as the renderer holds it
 * @param generation number of the committed stage; a new renderer for the same stage keeps it
 * @param playback the stage's time
 */
record Drawing(
    RendererSession session,
    LoadedStage stage,
    PreparedStage prepared,
    long generation,
    Playback playback) {}

package io.oriel.engine;

import io.oriel.api.render.Camera;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;

/**
 * A stage that was read.
 *
 * @param source where it came from
 * @param stage what its reader delivered
 * @param camera from where it is seen until somebody moves the camera
 */
record LoadedStage(StageSource source, Stage stage, Camera camera) {}

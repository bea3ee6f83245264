package io.oriel.engine;

import io.oriel.api.render.StageContext;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import java.util.Map;

/** A stage that a renderer is to prepare. */
record PreparationContext(
    StageSource source, Stage stage, Map<String, String> settings, LoadMonitor monitor)
    implements StageContext {}

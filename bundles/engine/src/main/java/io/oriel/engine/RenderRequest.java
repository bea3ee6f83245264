package io.oriel.engine;

import io.oriel.api.render.PickQuery;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import java.util.List;

/** What a step is asked for. */
record RenderRequest(ViewState view, double timeCode, List<PickQuery> picks)
    implements StepRequest {}

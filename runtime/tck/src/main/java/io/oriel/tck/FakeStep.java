package io.oriel.tck;

import io.oriel.api.render.PickQuery;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import java.util.List;

/**
 * What one step is to draw.
 *
 * @param view with a camera
 * @param timeCode of the stage
 * @param picks to answer
 */
public record FakeStep(ViewState view, double timeCode, List<PickQuery> picks)
    implements StepRequest {}

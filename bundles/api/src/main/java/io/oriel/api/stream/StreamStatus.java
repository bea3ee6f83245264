package io.oriel.api.stream;

import io.oriel.api.error.Problem;
import java.util.Optional;

/**
 * The truth about a stream at one moment. Immutable; the one with the highest revision wins.
 *
 * @param state of the stream as a whole
 * @param epoch of the frames that are published
 * @param revision rises with every change of any component
 * @param ready true once a rendered and converted picture was published, and while that holds
 * @param held true while the last good picture or a placeholder is repeated
 * @param problem why it is not ready or not well; empty if it is
 * @param stage the stage and its load
 * @param aov the output that is shown
 */
public record StreamStatus(
    StreamState state,
    long epoch,
    long revision,
    boolean ready,
    boolean held,
    Optional<Problem> problem,
    StageStatus stage,
    AovStatus aov) {}

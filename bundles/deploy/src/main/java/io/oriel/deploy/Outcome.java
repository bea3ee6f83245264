package io.oriel.deploy;

import io.oriel.api.error.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of something that was asked for.
 *
 * @param at when it was decided
 * @param subject the file or the bundle
 * @param what what was done
 * @param problem why it was not; empty when it was
 */
record Outcome(Instant at, String subject, String what, Optional<Problem> problem) {}

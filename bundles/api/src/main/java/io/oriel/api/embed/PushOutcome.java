package io.oriel.api.embed;

import io.oriel.api.error.Problem;
import java.util.Optional;

/**
 * What has become of something that was pushed.
 *
 * @param dropped why nobody saw it; empty if it was shown
 */
public record PushOutcome(Optional<Problem> dropped) {
  /** It had its turn, whether or not somebody watched. */
  public static final PushOutcome SHOWN = new PushOutcome(Optional.empty());

  /** Nobody saw it. */
  public static PushOutcome dropped(Problem reason) {
    return new PushOutcome(Optional.of(reason));
  }

  /** Whether it had its turn. */
  public boolean shown() {
    return dropped.isEmpty();
  }
}

package io.oriel.api.stage;

import java.time.Duration;
import java.util.Objects;

/** Which stage to read and how. Immutable. */
public final class StageSource {
  private final String location;
  private final Duration timeout;

  private StageSource(String location, Duration timeout) {
    this.location = Objects.requireNonNull(location, "location");
    this.timeout = Objects.requireNonNull(timeout, "timeout");
  }

  /**
   * A stage to be read within 300 s.
   *
   * @param location a file path or a URI; empty for the empty stage
   */
  public static StageSource of(String location) {
    return new StageSource(location, Duration.ofSeconds(300));
  }

  /** The same stage with another time limit. */
  public StageSource within(Duration limit) {
    return new StageSource(location, limit);
  }

  /** File path or URI as it was asked for; empty for the empty stage. */
  public String location() {
    return location;
  }

  /** Time after which the load is given up. */
  public Duration timeout() {
    return timeout;
  }

  /** True for the stage with nothing in it. */
  public boolean isEmpty() {
    return location.isEmpty();
  }
}

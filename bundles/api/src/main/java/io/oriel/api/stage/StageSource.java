package io.oriel.api.stage;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Which stage to read and how. Immutable. */
public final class StageSource {
  private final String location;
  private final Duration timeout;
  private final Map<String, Map<String, String>> variants;

  private StageSource(
      String location, Duration timeout, Map<String, Map<String, String>> variants) {
    this.location = Objects.requireNonNull(location, "location");
    this.timeout = Objects.requireNonNull(timeout, "timeout");
    this.variants = variants;
  }

  /**
   * A stage to be read within 300 s.
   *
   * @param location a file path or a URI; empty for the empty stage
   */
  public static StageSource of(String location) {
    return new StageSource(location, Duration.ofSeconds(300), Map.of());
  }

  /** The same stage with another time limit. */
  public StageSource within(Duration limit) {
    return new StageSource(location, limit, variants);
  }

  /** File path or URI as it was asked for; empty for the empty stage. */
  public String location() {
    return location;
  }

  /** Time after which the load is given up. */
  public Duration timeout() {
    return timeout;
  }

  /**
   * The same stage with a variant chosen, whatever its files say. A choice that a prim does not
   * offer is a warning.
   *
   * @param path of the prim that offers the choice
   * @param set name of the variant set
   * @param variant name of the variant
   */
  public StageSource withVariant(String path, String set, String variant) {
    Map<String, Map<String, String>> all = new TreeMap<>(variants);
    Map<String, String> chosen = new TreeMap<>(all.getOrDefault(path, Map.of()));
    chosen.put(set, variant);
    all.put(path, Collections.unmodifiableMap(chosen));
    return new StageSource(location, timeout, Collections.unmodifiableMap(all));
  }

  /** Chosen variants by the path of their prim and the name of their set. */
  public Map<String, Map<String, String>> variants() {
    return variants;
  }

  /** True for the stage with nothing in it. */
  public boolean isEmpty() {
    return location.isEmpty();
  }
}

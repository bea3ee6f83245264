package io.oriel.runtime.launcher.sample;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import java.util.List;
import java.util.Map;

/** A stream that is ready at once, or reports the problem that its configuration names. */
public final class SampleReadiness implements ReadinessContributor {
  private Readiness readiness = new Readiness("stream main", true, List.of());

  void activate(Map<String, Object> settings) {
    String problem = (String) settings.getOrDefault("problem", "");
    if (!problem.isEmpty()) {
      Problem reason = new Problem(ErrorCode.valueOf(problem), "sample trouble");
      readiness = new Readiness("stream main", false, List.of(reason));
    }
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }
}

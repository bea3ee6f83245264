package io.oriel.runtime.launcher.sample;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import java.util.List;

/** A component that tries to begin an engine of its own, and tells what it was answered. */
public final class SampleHost implements ReadinessContributor {
  @Override
  public Readiness readiness() {
    try {
      return new Readiness(Oriel.builder().toString(), true, List.of());
    } catch (EmbeddingException e) {
      return new Readiness("host", false, e.problems());
    }
  }
}

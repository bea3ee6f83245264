package io.oriel.health;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import java.lang.System.Logger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The parts that are there now. Safe for use from any thread. */
final class Contributors {
  private static final Logger LOG = System.getLogger(Contributors.class.getName());

  private final List<ReadinessContributor> present = new CopyOnWriteArrayList<>();
  private final Set<ReadinessContributor> defective = ConcurrentHashMap.newKeySet();

  void add(final ReadinessContributor contributor) {
    present.add(contributor);
  }

  void remove(final ReadinessContributor contributor) {
    present.remove(contributor);
    defective.remove(contributor);
  }

  Verdict verdict() {
    return Verdict.of(present.stream().map(this::ask).toList());
  }

  private Readiness ask(final ReadinessContributor contributor) {
    try {
      return contributor.readiness();
    } catch (RuntimeException e) {
      final String name = contributor.getClass().getName();
      // Probes come every few seconds for as long as the defect lasts.
      if (defective.add(contributor)) {
        LOG.log(Logger.Level.ERROR, "Readiness of " + name + " fails; it counts as not ready", e);
      }
      return new Readiness(
          name, false, List.of(new Problem(ErrorCode.INTERNAL, "It does not say whether it is.")));
    }
  }
}

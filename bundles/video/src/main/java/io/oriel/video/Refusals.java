package io.oriel.video;

import io.oriel.api.error.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Encoders that did not open, remembered for a minute. Guarded by the choice it belongs to. */
final class Refusals {
  private static final long MEMORY_NANOS = 60_000_000_000L;

  private record Refusal(Problem problem, long atNanos) {}

  private final Map<Candidate, Refusal> byCandidate = new LinkedHashMap<>();

  /** Notes a refusal; true if it is the first with this reason. */
  boolean add(Candidate candidate, Problem problem, long nowNanos) {
    Refusal before = byCandidate.put(candidate, new Refusal(problem, nowNanos));
    return before == null || !before.problem().equals(problem);
  }

  boolean fresh(Candidate candidate, long nowNanos) {
    Refusal refusal = byCandidate.get(candidate);
    return refusal != null && nowNanos - refusal.atNanos() < MEMORY_NANOS;
  }

  Optional<Problem> of(Candidate candidate) {
    return Optional.ofNullable(byCandidate.get(candidate)).map(Refusal::problem);
  }

  void remove(Candidate candidate) {
    byCandidate.remove(candidate);
  }

  /** Forgets all others. */
  void retain(List<Candidate> candidates) {
    byCandidate.keySet().retainAll(candidates);
  }

  /** All reasons in one line. */
  String reasons() {
    return byCandidate.entrySet().stream()
        .map(e -> e.getKey().name() + ": " + e.getValue().problem().detail())
        .collect(Collectors.joining("; "));
  }
}

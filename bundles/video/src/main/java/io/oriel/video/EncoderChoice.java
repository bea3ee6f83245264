package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.time.Clock;
import io.oriel.api.video.Codec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which encoders one encoding may open, best first: those installed and configured, less those that
 * have refused lately and those that have failed too often; slow ones last. Any thread.
 */
final class EncoderChoice {
  private final Codec codec;
  private final Clock clock;
  private final Refusals refusals = new Refusals();
  private final Map<Candidate, Problem> quarantined = new HashMap<>();
  private final Map<Candidate, Problem> slow = new HashMap<>();
  private final Set<Candidate> served = new HashSet<>();
  private volatile Candidates candidates;

  EncoderChoice(Codec codec, Clock clock, Candidates candidates) {
    this.codec = codec;
    this.clock = clock;
    this.candidates = candidates;
  }

  VideoSettings settings() {
    return candidates.settings();
  }

  /** Chooses among these from now on; what is known of others is forgotten. */
  synchronized void change(Candidates next) {
    candidates = next;
    refusals.retain(next.all());
    quarantined.keySet().retainAll(next.all());
    slow.keySet().retainAll(next.all());
    served.retainAll(next.all());
  }

  boolean present(Candidate candidate) {
    return candidates.all().contains(candidate);
  }

  /** Those that may be opened now, best first; slow ones after all others. */
  synchronized List<Candidate> usable() {
    long now = clock.nanos();
    return candidates.inOrder(codec).stream()
        .filter(c -> !quarantined.containsKey(c) && !refusals.fresh(c, now))
        .sorted(Comparator.comparing(slow::containsKey))
        .toList();
  }

  /** Notes that a candidate is slow; true if that is news and another one can be used instead. */
  synchronized boolean slow(Candidate candidate, Problem why) {
    if (!present(candidate) || usable().stream().allMatch(c -> c == candidate)) {
      return false;
    }
    return slow.put(candidate, why) == null;
  }

  /**
   * Notes that a candidate did not open; true if it is the first time with this reason. Of one that
   * has gone meanwhile nothing is noted: nobody would forget it again.
   */
  synchronized boolean refused(Candidate candidate, Problem problem) {
    return present(candidate) && refusals.add(candidate, problem, clock.nanos());
  }

  /** Rules a candidate out until it is installed anew. */
  synchronized void quarantine(Candidate candidate, Problem why) {
    if (present(candidate)) {
      quarantined.put(candidate, why);
    }
  }

  /** A unit of this candidate was delivered. */
  synchronized void served(Candidate candidate) {
    if (present(candidate)) {
      refusals.remove(candidate);
      served.add(candidate);
    }
  }

  /**
   * What has become of a candidate; empty if this encoding has nothing to do with it.
   *
   * @param watched somebody waits for units: the best candidate is to write them
   */
  synchronized Optional<ServiceUse> use(Candidate candidate, String stream, boolean watched) {
    Optional<Problem> problem =
        Optional.ofNullable(quarantined.get(candidate))
            .or(() -> refusals.of(candidate))
            .or(() -> Optional.ofNullable(slow.get(candidate)));
    if (problem.isPresent()) {
      return problem.map(why -> candidate.givenUp(stream, why));
    }
    if (served.contains(candidate)) {
      return Optional.of(candidate.use(stream, ServiceUse.State.SERVING));
    }
    return watched && usable().stream().limit(1).anyMatch(best -> best == candidate)
        ? Optional.of(candidate.use(stream, ServiceUse.State.TRYING))
        : Optional.empty();
  }

  /** Why there is no encoder. */
  synchronized OrielException unavailable() {
    String reasons = refusals.reasons();
    return new OrielException(
        ErrorCode.ENCODER_UNAVAILABLE,
        "no encoder for "
            + codec
            + " among "
            + settings().encoders()
            + (reasons.isEmpty() ? " is installed" : " can be used: " + reasons));
  }
}

package io.oriel.runtime.launcher;

import io.oriel.api.embed.ComponentFailure;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Follows a started framework until it shows pictures, or until it is plain that it never will. */
final class StartUp {
  private static final System.Logger LOG = System.getLogger(StartUp.class.getName());
  private static final Duration POLL = Duration.ofMillis(10);

  /** Less often than the rest: asking the component runtime costs what the start needs itself. */
  private static final Duration COMPONENTS_POLL = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** What only the operator can mend, and not while the server runs. */
  private static final Set<ErrorCode> FATAL =
      EnumSet.of(
          ErrorCode.PORT_IN_USE,
          ErrorCode.BIND_FAILED,
          ErrorCode.UNSAFE_BIND,
          ErrorCode.CONFIGURATION_INVALID);

  private final Embedded embedded;
  private List<String> toldReasons = List.of();
  private List<ComponentFailure> failedComponents = List.of();
  private long nextLook = System.nanoTime();

  StartUp(Embedded embedded) {
    this.embedded = embedded;
  }

  /** How a start ended. */
  sealed interface Outcome {
    /** Pictures are there. */
    record Ready() implements Outcome {}

    /** The framework was stopped meanwhile. */
    record Stopped() implements Outcome {}

    /**
     * It cannot become ready.
     *
     * @param components what cannot be activated
     * @param problems what else only another configuration can mend
     */
    record Failed(List<ComponentFailure> components, List<Problem> problems) implements Outcome {
      /** One line a reason. */
      List<String> lines() {
        return Stream.concat(
                components.stream().map(ComponentFailure::toString),
                problems.stream().map(Problem::message))
            .distinct()
            .toList();
      }
    }

    /** It is not ready after all the time; one line a reason. */
    record TimedOut(List<String> reasons) implements Outcome {}
  }

  /**
   * Waits for the outcome. A server that is merely not ready, for want of a GPU or of a stage, is
   * up and says why; what it waits for is logged when it lasts.
   */
  Outcome await(Duration limit) throws InterruptedException {
    try {
      return poll(limit.toNanos());
    } catch (IllegalStateException stoppedMeanwhile) {
      return new Outcome.Stopped();
    }
  }

  private Outcome poll(long limitNanos) throws InterruptedException {
    long begun = System.nanoTime();
    while (embedded.framework().isRunning()) {
      List<Readiness> parts = embedded.readiness();
      Outcome.Failed failed = failures(parts);
      long waitedNanos = System.nanoTime() - begun;
      if (!failed.lines().isEmpty()) {
        return failed;
      }
      if (!parts.isEmpty() && parts.stream().allMatch(Readiness::ready)) {
        return new Outcome.Ready();
      }
      if (waitedNanos >= limitNanos) {
        return new Outcome.TimedOut(reasons(parts));
      }
      if (waitedNanos > PATIENCE.toNanos()) {
        tellReasons(reasons(parts));
      }
      Thread.sleep(POLL);
    }
    return new Outcome.Stopped();
  }

  private Outcome.Failed failures(List<Readiness> parts) {
    if (System.nanoTime() - nextLook >= 0) {
      failedComponents = embedded.failures();
      nextLook = System.nanoTime() + COMPONENTS_POLL.toNanos();
    }
    List<Problem> problems =
        parts.stream()
            .flatMap(part -> part.problems().stream())
            .filter(problem -> FATAL.contains(problem.code()))
            .distinct()
            .toList();
    return new Outcome.Failed(failedComponents, problems);
  }

  private void tellReasons(List<String> reasons) {
    if (!reasons.equals(toldReasons)) {
      toldReasons = reasons;
      reasons.forEach(reason -> LOG.log(System.Logger.Level.WARNING, "not ready: {0}", reason));
    }
  }

  private static List<String> reasons(List<Readiness> parts) {
    return parts.isEmpty()
        ? List.of("no part has said that it is ready")
        : parts.stream().filter(part -> !part.ready()).map(StartUp::said).toList();
  }

  private static String said(Readiness part) {
    List<String> problems = part.problems().stream().map(Problem::message).toList();
    return part.name() + (problems.isEmpty() ? "" : ": " + String.join("; ", problems));
  }
}

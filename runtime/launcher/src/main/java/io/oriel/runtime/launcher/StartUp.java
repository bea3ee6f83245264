package io.oriel.runtime.launcher;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

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

    /** It cannot become ready; one line a reason. */
    record Failed(List<String> reasons) implements Outcome {}
  }

  /**
   * Waits for the outcome. A server that is merely not ready, for want of a GPU or of a stage, is
   * waited for without an end: it is up and says why; what it waits for is logged when it lasts.
   */
  Outcome await() {
    try {
      return poll();
    } catch (IllegalStateException stoppedMeanwhile) {
      return new Outcome.Stopped();
    }
  }

  private Outcome poll() {
    long patientUntil = System.nanoTime() + PATIENCE.toNanos();
    while (embedded.isRunning()) {
      List<Readiness> parts = readiness();
      List<String> failures = failures(parts);
      if (!failures.isEmpty()) {
        return new Outcome.Failed(failures);
      }
      if (!parts.isEmpty() && parts.stream().allMatch(Readiness::ready)) {
        return new Outcome.Ready();
      }
      if (System.nanoTime() > patientUntil) {
        tellReasons(parts);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return new Outcome.Stopped();
  }

  private List<String> failures(List<Readiness> parts) {
    if (System.nanoTime() - nextLook >= 0) {
      failedComponents = embedded.failures();
      nextLook = System.nanoTime() + COMPONENTS_POLL.toNanos();
    }
    Stream<String> components = failedComponents.stream().map(ComponentFailure::toString);
    Stream<String> problems =
        parts.stream()
            .flatMap(part -> part.problems().stream())
            .filter(problem -> FATAL.contains(problem.code()))
            .map(Problem::message);
    return Stream.concat(components, problems).distinct().toList();
  }

  private List<Readiness> readiness() {
    BundleContext context = embedded.bundleContext();
    List<Readiness> parts = new ArrayList<>();
    try {
      for (ServiceReference<ReadinessContributor> reference :
          context.getServiceReferences(ReadinessContributor.class, null)) {
        ReadinessContributor contributor = context.getService(reference);
        if (contributor != null) {
          parts.add(contributor.readiness());
          context.ungetService(reference);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter, no syntax", e);
    }
    return parts;
  }

  private void tellReasons(List<Readiness> parts) {
    List<String> reasons = parts.stream().filter(part -> !part.ready()).map(StartUp::said).toList();
    if (!reasons.equals(toldReasons)) {
      toldReasons = reasons;
      reasons.forEach(reason -> LOG.log(System.Logger.Level.WARNING, "not ready: {0}", reason));
    }
  }

  private static String said(Readiness part) {
    List<String> problems = part.problems().stream().map(Problem::message).toList();
    return part.name() + (problems.isEmpty() ? "" : ": " + String.join("; ", problems));
  }
}

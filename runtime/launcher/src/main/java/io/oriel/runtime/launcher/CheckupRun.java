package io.oriel.runtime.launcher;

import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Calls all checkups of a framework, each on a thread of its own and for a limited time. */
final class CheckupRun {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final BundleContext bundles;
  private final CheckupContext context;
  private final Duration limit;

  CheckupRun(BundleContext bundles, CheckupContext context) {
    this(bundles, context, LIMIT);
  }

  CheckupRun(BundleContext bundles, CheckupContext context, Duration limit) {
    this.bundles = bundles;
    this.context = context;
    this.limit = limit;
  }

  /** One that runs. */
  private record Running(String bundle, Thread thread, FutureTask<List<Finding>> task) {}

  /** What they found, in the order of their bundles' names. */
  List<Section> sections() {
    List<Running> running =
        references().stream()
            .sorted(Comparator.comparing(reference -> reference.getBundle().getSymbolicName()))
            .map(this::begin)
            .toList();
    long deadline = System.nanoTime() + limit.toNanos();
    return running.stream()
        .map(checkup -> new Section(checkup.bundle(), result(checkup, deadline)))
        .toList();
  }

  private Running begin(ServiceReference<Checkup> reference) {
    String bundle = reference.getBundle().getSymbolicName();
    FutureTask<List<Finding>> task =
        new FutureTask<>(() -> {
          Checkup checkup = bundles.getService(reference);
          return checkup == null ? List.of() : checkup.examine(context);
        });
    Thread thread = Thread.ofPlatform().daemon().name("oriel-checkup-" + bundle).start(task);
    return new Running(bundle, thread, task);
  }

  private List<Finding> result(Running checkup, long deadline) {
    try {
      return checkup.task().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return failed("failed: " + e.getCause());
    } catch (TimeoutException e) {
      checkup.thread().interrupt();
      return failed("did not answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("was interrupted");
    }
  }

  private static List<Finding> failed(String how) {
    return List.of(
        Finding.bad(
            "checkup",
            "the bundle's own examination " + how,
            "Try again; if it happens again, report it with this line"));
  }

  private Collection<ServiceReference<Checkup>> references() {
    try {
      return bundles.getServiceReferences(Checkup.class, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter, no syntax", e);
    }
  }
}

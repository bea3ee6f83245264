package io.oriel.health;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.transport.Transports;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code /livez}, {@code /healthz} and {@code /readyz} on the private listener. */
@Component
@HttpRoute(
    path = {Probes.LIVE, Probes.HEALTH, Probes.READY},
    listener = HttpRoute.PRIVATE,
    bodyLimitBytes = 0)
public final class Probes implements HttpResource {
  static final String LIVE = "/livez";
  static final String HEALTH = "/healthz";
  static final String READY = "/readyz";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Contributors contributors = new Contributors();
  private final AtomicReference<Transports> transports = new AtomicReference<>(List::of);

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindContributor(final ReadinessContributor contributor) {
    contributors.add(contributor);
  }

  void unbindContributor(final ReadinessContributor contributor) {
    contributors.remove(contributor);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTransports(final Transports present) {
    transports.set(present);
  }

  void unbindTransports(final Transports former) {
    transports.compareAndSet(former, List::of);
  }

  @Override
  public HttpResponse handle(final HttpRequest request) {
    return switch (request.path()) {
      case LIVE -> HttpResponse.ok(TEXT, "alive");
      case HEALTH -> health(contributors.verdict());
      case READY -> ready(contributors.verdict());
      default -> HttpResponse.problem(new Problem(ErrorCode.NOT_FOUND, request.path()));
    };
  }

  private static HttpResponse health(final Verdict verdict) {
    return verdict.ready()
        ? HttpResponse.ok(TEXT, "ok")
        : HttpResponse.status(503).body(TEXT, "not ready");
  }

  private HttpResponse ready(final Verdict verdict) {
    return HttpResponse.status(verdict.ready() ? 200 : 503)
        .body("application/json", ReadinessReport.of(verdict, transports.get().states()));
  }
}

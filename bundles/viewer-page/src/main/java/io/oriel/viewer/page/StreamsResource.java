package io.oriel.viewer.page;

import io.oriel.api.metrics.MetricSource;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.Transports;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.Viewers;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code /streams.json}: what there is to see, and how it is. */
@Component
@HttpRoute(path = "/streams.json", bodyLimitBytes = 0)
public final class StreamsResource implements HttpResource {
  private static final String DEFAULT = "main";

  // The page shows the first one unless its address names another.
  private static final Comparator<Stream> DEFAULT_FIRST =
      Comparator.comparing((Stream stream) -> !stream.info().name().equals(DEFAULT))
          .thenComparing(stream -> stream.info().name());

  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private final List<MetricSource> engine = new CopyOnWriteArrayList<>();
  private final AtomicReference<Viewers> viewers = new AtomicReference<>();
  private final AtomicReference<Transports> transports = new AtomicReference<>(List::of);
  private final PublishedRates rates;

  @Activate
  public StreamsResource() {
    this(System::nanoTime);
  }

  StreamsResource(final LongSupplier nanos) {
    rates = new PublishedRates(nanos);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(final Stream stream) {
    streams.add(stream);
  }

  void unbindStream(final Stream stream) {
    streams.remove(stream);
  }

  @Reference(
      target = "(oriel.bundle=engine)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEngine(final MetricSource source) {
    engine.add(source);
  }

  void unbindEngine(final MetricSource source) {
    engine.remove(source);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindViewers(final Viewers present) {
    viewers.set(present);
  }

  void unbindViewers(final Viewers former) {
    viewers.compareAndSet(former, null);
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
    rates.look(engine);
    final List<Stream> shown = streams.stream().sorted(DEFAULT_FIRST).toList();
    return HttpResponse.ok(
            "application/json", StreamList.of(shown, watchers(), rates, transports.get().states()))
        .header("Cache-Control", "no-store");
  }

  private Map<String, Long> watchers() {
    final Viewers present = viewers.get();
    return present == null
        ? Map.of()
        : present.all().stream()
            .collect(Collectors.groupingBy(Viewer::stream, Collectors.counting()));
  }
}

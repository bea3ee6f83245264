package io.oriel.metrics;

import io.oriel.api.metrics.MetricSource;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code /metrics} on the private listener, in Prometheus' text format or in OpenMetrics'. */
@Component
@HttpRoute(path = "/metrics", listener = HttpRoute.PRIVATE, bodyLimitBytes = 0)
public final class MetricsResource implements HttpResource {
  private final Map<ServiceReference<MetricSource>, Source> sources = new ConcurrentHashMap<>();
  private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
  private final ProcessMetrics process = new ProcessMetrics();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSource(ComponentServiceObjects<MetricSource> source, Map<String, Object> properties) {
    String bundle = String.valueOf(properties.getOrDefault(MetricSource.BUNDLE, "unnamed"));
    sources.put(source.getServiceReference(), new Source(source, bundle));
  }

  void unbindSource(ComponentServiceObjects<MetricSource> source) {
    sources.remove(source.getServiceReference());
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws IOException {
    ExpositionFormatWriter writer =
        openMetrics.accepts(request.header("Accept").orElse("")) ? openMetrics : text;
    MetricTable table = new MetricTable();
    sources.values().forEach(source -> source.addTo(table));
    process.addTo(table);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, table.snapshots());
    return HttpResponse.ok(writer.getContentType(), out.toByteArray())
        .header("Cache-Control", "no-store");
  }

  /**
   * Fetched when somebody asks for the first time: the listener that carries this resource is a
   * source too, and neither could be had if each waited for the other.
   */
  private static final class Source {
    private final ComponentServiceObjects<MetricSource> offer;
    private final String bundle;
    private MetricSource fetched;

    Source(ComponentServiceObjects<MetricSource> offer, String bundle) {
      this.offer = offer;
      this.bundle = bundle;
    }

    synchronized void addTo(MetricTable table) {
      if (fetched == null) {
        fetched = offer.getService();
      }
      if (fetched != null) {
        table.add(bundle, fetched);
      }
    }
  }
}

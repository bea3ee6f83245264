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
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code /metrics} on the private listener, in Prometheus' text format or in OpenMetrics'. */
@Component
@HttpRoute(path = "/metrics", listener = HttpRoute.PRIVATE, bodyLimitBytes = 0)
public final class MetricsResource implements HttpResource {
  private final Map<MetricSource, String> bundles = new ConcurrentHashMap<>();
  private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
  private final ProcessMetrics process = new ProcessMetrics();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSource(MetricSource source, Map<String, Object> properties) {
    bundles.put(source, String.valueOf(properties.getOrDefault(MetricSource.BUNDLE, "unnamed")));
  }

  void unbindSource(MetricSource source) {
    bundles.remove(source);
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws IOException {
    ExpositionFormatWriter writer =
        openMetrics.accepts(request.header("Accept").orElse("")) ? openMetrics : text;
    MetricTable table = new MetricTable();
    bundles.forEach((source, bundle) -> table.add(bundle, source));
    process.addTo(table);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, table.snapshots());
    return HttpResponse.ok(writer.getContentType(), out.toByteArray())
        .header("Cache-Control", "no-store");
  }
}

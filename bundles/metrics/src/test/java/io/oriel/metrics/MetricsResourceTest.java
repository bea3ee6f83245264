package io.oriel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.metrics.CounterDescriptor;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationDescriptor;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

class MetricsResourceTest {
  private enum Seen implements CounterDescriptor {
    FRAMES_LOST;

    @Override
    public String help() {
      return "Frames that were lost.";
    }
  }

  private enum Spent implements DurationDescriptor {
    STEP;

    @Override
    public String help() {
      return "A step.";
    }
  }

  private static final class Source implements MetricSource {
    private final CounterSet<Seen> counters;
    private final DurationSet<Spent> durations;
    private FakeOffer offer;

    Source(String stream) {
      counters = new CounterSet<>(Seen.class, Map.of("stream", stream));
      durations = new DurationSet<>(Spent.class, Map.of("stream", stream));
    }

    @Override
    public List<CounterReading> counters() {
      return counters.readings();
    }

    @Override
    public List<DurationReading> durations() {
      return durations.readings();
    }
  }

  private final MetricsResource resource = new MetricsResource();

  private Source source(String bundle, String stream) {
    Source source = new Source(stream);
    source.offer = new FakeOffer(source);
    resource.bindSource(source.offer, Map.of(MetricSource.BUNDLE, bundle));
    return source;
  }

  /** Registered and not fetched yet. */
  private static final class FakeOffer implements ComponentServiceObjects<MetricSource> {
    private final ServiceReference<MetricSource> reference = reference();
    private final MetricSource source;
    private int fetched;

    FakeOffer(MetricSource source) {
      this.source = source;
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<MetricSource> reference() {
      return (ServiceReference<MetricSource>)
          Proxy.newProxyInstance(
              FakeOffer.class.getClassLoader(),
              new Class<?>[] {ServiceReference.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> throw new UnsupportedOperationException(method.toString());
                  });
    }

    @Override
    public MetricSource getService() {
      fetched++;
      return source;
    }

    @Override
    public void ungetService(MetricSource service) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServiceReference<MetricSource> getServiceReference() {
      return reference;
    }
  }

  private String text(String accept) throws IOException {
    HttpResponse response =
        resource.handle(HttpRequest.of("GET", "/metrics").header("Accept", accept).build());
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aSourceIsFetchedOnceAndNotBeforeSomebodyAsks() throws IOException {
    Source source = source("http", "main");
    assertThat(source.offer.fetched).isZero();
    text("text/plain");
    text("text/plain");
    assertThat(source.offer.fetched).isEqualTo(1);
  }

  @Test
  void countersAreNamedAfterBundleAndCounter() throws IOException {
    source("transport-webrtc", "main").counters.add(Seen.FRAMES_LOST, 3);
    assertThat(text("text/plain"))
        .contains(
            "# HELP oriel_transport_webrtc_frames_lost_total Frames that were lost.\n"
                + "# TYPE oriel_transport_webrtc_frames_lost_total counter\n"
                + "oriel_transport_webrtc_frames_lost_total{stream=\"main\"} 3.0\n");
  }

  @Test
  void durationsAreHistogramsInSeconds() throws IOException {
    Source source = source("engine", "main");
    source.durations.record(Spent.STEP, 1_000_000);
    source.durations.record(Spent.STEP, 3_000_000);
    assertThat(text("text/plain"))
        .contains("# TYPE oriel_engine_step_seconds histogram")
        .contains("oriel_engine_step_seconds_bucket{stream=\"main\",le=\"0.001\"} 1\n")
        .contains("oriel_engine_step_seconds_bucket{stream=\"main\",le=\"0.004\"} 2\n")
        .contains("oriel_engine_step_seconds_bucket{stream=\"main\",le=\"+Inf\"} 2\n")
        .contains("oriel_engine_step_seconds_count{stream=\"main\"} 2\n")
        .contains("oriel_engine_step_seconds_sum{stream=\"main\"} 0.004\n");
  }

  @Test
  void twoOfOneBundleAreAddedUpAndOneThatLeftIsForgotten() throws IOException {
    Source former = source("engine", "main");
    former.counters.add(Seen.FRAMES_LOST, 3);
    former.durations.record(Spent.STEP, 1);
    Source newcomer = source("engine", "main");
    newcomer.counters.add(Seen.FRAMES_LOST, 4);
    newcomer.durations.record(Spent.STEP, 1);
    source("engine", "second");
    assertThat(text("text/plain"))
        .contains("oriel_engine_frames_lost_total{stream=\"main\"} 7.0\n")
        .contains("oriel_engine_step_seconds_count{stream=\"main\"} 2\n")
        .contains("oriel_engine_frames_lost_total{stream=\"second\"} 0.0\n");
    resource.unbindSource(former.offer);
    assertThat(text("text/plain"))
        .contains("oriel_engine_frames_lost_total{stream=\"main\"} 4.0\n");
  }

  @Test
  void whoAsksForOpenMetricsGetsIt() throws IOException {
    source("engine", "main");
    assertThat(text("application/openmetrics-text; version=1.0.0,text/plain;q=0.5"))
        .contains("# TYPE oriel_engine_frames_lost counter")
        .endsWith("# EOF\n");
  }

  @Test
  void theProcessTellsWhatItUses() throws IOException {
    assertThat(text("text/plain"))
        .containsPattern("process_cpu_seconds_total [0-9.]+")
        .containsPattern("process_open_fds [0-9.]+")
        .containsPattern("process_resident_memory_bytes [1-9]")
        .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [1-9]")
        .containsPattern("jvm_threads_current [1-9]");
  }
}

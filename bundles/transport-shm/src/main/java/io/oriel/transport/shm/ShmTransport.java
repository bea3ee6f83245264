package io.oriel.transport.shm;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Streams in shared memory, in the format of ovstream: a region and a control socket for each, for
 * processes of the same user on the same machine.
 */
@Component(
    service = {Transport.class, MetricSource.class, ReadinessContributor.class},
    property = {
      Transport.TRANSPORT + "=" + ShmTransport.NAME,
      Transport.OPTIONAL + ":Boolean=true",
      MetricSource.BUNDLE + "=transport-shm"
    },
    configurationPid = ShmTransport.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ShmConfig.class)
public final class ShmTransport implements Transport, MetricSource, ReadinessContributor {
  static final String NAME = "shm";
  static final String PID = "io.oriel.transport.shm";

  private final ShmSettings settings;
  private final CounterSet<ShmCounter> counters = new CounterSet<>(ShmCounter.class, Map.of());
  private volatile Optional<ShmEndpoint> endpoint = Optional.empty();

  @Activate
  public ShmTransport(ShmConfig config) throws OrielException {
    settings = ShmSettings.of(config);
  }

  @Override
  public OpenTransport open(TransportContext context) {
    final ShmEndpoint opened = new ShmEndpoint(settings, context, counters);
    opened.start();
    endpoint = Optional.of(opened);
    return opened;
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }

  @Override
  public List<DurationReading> durations() {
    return endpoint.map(ShmEndpoint::durations).orElse(List.of());
  }

  /** Streams are there for other viewers where they are not in shared memory: never not ready. */
  @Override
  public Readiness readiness() {
    final List<Problem> problems = endpoint.map(ShmEndpoint::problems).orElse(List.of());
    return new Readiness("transport shm", true, problems);
  }
}

package io.oriel.transport.rtsp;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import io.oriel.transport.rtsp.session.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** RTSP 1.0 (RFC 2326) for players and recorders. */
@Component(
    property = {
      Transport.TRANSPORT + "=" + Site.TRANSPORT,
      Transport.OPTIONAL + ":Boolean=true",
      MetricSource.BUNDLE + "=transport-rtsp"
    },
    configurationPid = RtspTransport.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RtspConfig.class)
public final class RtspTransport implements Transport, MetricSource {
  static final String PID = "io.oriel.transport.rtsp";

  private final RtspSettings settings;
  private final CounterSet<RtspCounter> counters = new CounterSet<>(RtspCounter.class, Map.of());
  private volatile Optional<Endpoint> endpoint = Optional.empty();

  @Activate
  public RtspTransport(RtspConfig config) throws OrielException {
    settings = RtspSettings.of(config);
  }

  @Override
  public OpenTransport open(TransportContext context) throws OrielException {
    final Endpoint opened = new Endpoint(settings, context, counters);
    endpoint = Optional.of(opened);
    return opened;
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }

  @Override
  public List<DurationReading> durations() {
    return endpoint.map(Endpoint::durations).orElse(List.of());
  }
}

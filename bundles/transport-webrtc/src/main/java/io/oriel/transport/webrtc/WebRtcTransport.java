package io.oriel.transport.webrtc;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.security.Credentials;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * WebRTC with WHEP (draft-ietf-wish-whep): a viewer posts its offer to {@code /whep/<stream>} and
 * gets the answer and the URL of a resource that it deletes when it leaves.
 */
@Component(
    service = {Transport.class, HttpResource.class, MetricSource.class},
    property = {"oriel.transport=webrtc", MetricSource.BUNDLE + "=transport-webrtc"},
    configurationPid = WebRtcTransport.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpRoute(
    path = "/whep/*",
    methods = {"POST", "DELETE"},
    corsOrigins = "*",
    corsExpose = {"Location", "ETag", "Retry-After"})
@Designate(ocd = WebRtcConfig.class)
public final class WebRtcTransport implements Transport, HttpResource, MetricSource {
  static final String NAME = "webrtc";
  static final String PID = "io.oriel.transport.webrtc";
  private static final String SDP = "application/sdp";
  private static final String BEARER = "Bearer ";

  /** Seconds after which a viewer that came too early asks again. */
  private static final String RETRY_AFTER = "1";

  private final WebRtcSettings settings;
  private final CounterSet<WebRtcCounter> counters =
      new CounterSet<>(WebRtcCounter.class, Map.of());
  private volatile Optional<Endpoint> endpoint = Optional.empty();

  @Activate
  public WebRtcTransport(WebRtcConfig config) throws OrielException {
    settings = WebRtcSettings.of(config);
  }

  @Override
  public OpenTransport open(TransportContext context) throws OrielException {
    final DtlsIdentity identity = DtlsIdentity.create();
    final Endpoint opened = Endpoint.open(settings, context, counters, identity);
    endpoint = Optional.of(opened);
    WarmUp.begin(identity);
    return new OpenTransport() {
      @Override
      public void drain(long deadlineNanos) {
        opened.drain(deadlineNanos);
      }

      @Override
      public void close() {
        // Another host may have opened it again already.
        endpoint = endpoint.filter(present -> present != opened);
        opened.close();
      }
    };
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    try {
      return request.method().equals("DELETE") ? leave(request) : join(request);
    } catch (OrielException e) {
      counters.increment(WebRtcCounter.VIEWERS_REFUSED);
      final HttpResponse refusal = HttpResponse.problem(e.problem());
      return refusal.status() == 503 || refusal.status() == 429
          ? refusal.header("Retry-After", RETRY_AFTER)
          : refusal;
    }
  }

  @Override
  public boolean ready() {
    return endpoint.isPresent();
  }

  private HttpResponse join(HttpRequest request) throws OrielException {
    final String stream = request.remainder();
    if (!request.mediaType().equals(SDP)) {
      throw new OrielException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "an offer is " + SDP);
    }
    final Endpoint.Answer answer =
        present()
            .join(
                stream,
                request.bodyText(),
                credentials(request),
                request.remoteAddress().getAddress() == null
                    ? ""
                    : request.remoteAddress().getAddress().getHostAddress());
    return HttpResponse.status(201)
        .body(SDP, answer.sdp())
        .header("Location", "/whep/" + stream + "/" + answer.id())
        .header("ETag", '"' + answer.tag() + '"');
  }

  private HttpResponse leave(HttpRequest request) throws OrielException {
    final String path = request.remainder();
    if (!present().leave(path.substring(path.lastIndexOf('/') + 1))) {
      throw new OrielException(ErrorCode.NOT_FOUND, "this viewer is not here any more");
    }
    return HttpResponse.status(200);
  }

  private Endpoint present() throws OrielException {
    return endpoint.orElseThrow(
        () -> new OrielException(ErrorCode.STREAM_NOT_READY, "the transport is not open yet"));
  }

  private static Credentials credentials(HttpRequest request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .map(value -> new Credentials(value.substring(BEARER.length()).strip()))
        .orElse(Credentials.NONE);
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

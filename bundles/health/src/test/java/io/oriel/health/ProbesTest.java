package io.oriel.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.TransportStatus;
import io.oriel.api.transport.Transports;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private final Probes probes = new Probes();

  @Test
  void isAliveBeforeAnythingElseIsThere() {
    assertAnswer("/livez", 200, "alive");
  }

  @Test
  void isNotReadyWithoutAStream() {
    assertAnswer("/healthz", 503, "not ready");

    bind("transport webrtc", true);

    assertAnswer("/healthz", 503, "not ready");
    assertThat(text(get("/readyz"))).contains("stream.not-ready", "No stream is there");
  }

  @Test
  void isReadyWhenAStreamAndEveryOtherPartIs() {
    bind("transport webrtc", true);
    bind("stream main", true);

    assertAnswer("/healthz", 200, "ok");
    assertThat(get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void oneUnreadyPartIsEnoughToBeNotReadyAndItsLeavingHealsIt() {
    bind("stream main", true);
    final ReadinessContributor broken = bind("transport webrtc", false);
    assertAnswer("/healthz", 503, "not ready");

    probes.unbindContributor(broken);

    assertAnswer("/healthz", 200, "ok");
  }

  @Test
  void fallsBackWhenTheStreamLeaves() {
    final ReadinessContributor stream = bind("stream main", true);
    assertAnswer("/healthz", 200, "ok");

    probes.unbindContributor(stream);

    assertAnswer("/healthz", 503, "not ready");
  }

  @Test
  void readyzNamesEachPartWithCodeDetailCauseAndRemedyInOrder() {
    bind("transport webrtc", true);
    bind(
        new Readiness(
            "stream main",
            false,
            List.of(new Problem(ErrorCode.RENDERER_UNAVAILABLE, "no \"GPU\"\n"))));

    final HttpResponse answer = get("/readyz");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().first("Content-Type")).contains("application/json");
    assertThat(text(answer))
        .isEqualTo(
            "{\"ready\":false,\"problems\":[],\"parts\":["
                + "{\"name\":\"stream main\",\"ready\":false,\"problems\":[{"
                + "\"code\":\"renderer.unavailable\",\"detail\":\"no \\\"GPU\\\"\\n\","
                + "\"cause\":\"The configured renderer is not installed or cannot start.\","
                + "\"remedy\":\"Install it or configure another one.\"}]},"
                + "{\"name\":\"transport webrtc\",\"ready\":true,\"problems\":[]}],"
                + "\"transports\":[]}");
  }

  @Test
  void readyzSaysHowEachTransportIs() {
    final Transports transports =
        () ->
            List.of(
                new TransportStatus("rtsp", TransportStatus.State.OFF, new Reach("", List.of())),
                new TransportStatus(
                    "shm",
                    TransportStatus.State.FAILED,
                    new Reach("", List.of(new Problem(ErrorCode.PORT_IN_USE, "a name")))));
    probes.bindTransports(transports);

    assertThat(text(get("/readyz")))
        .contains(
            "\"transports\":["
                + "{\"name\":\"rtsp\",\"state\":\"off\",\"address\":\"\",\"problems\":[]},"
                + "{\"name\":\"shm\",\"state\":\"failed\",\"address\":\"\","
                + "\"problems\":[{\"code\":\"configuration.port-in-use\",\"detail\":\"a name\"");
    probes.unbindTransports(transports);
    assertThat(text(get("/readyz"))).contains("\"transports\":[]");
  }

  @Test
  void aReadyPartMayStillHaveProblems() {
    bind(
        new Readiness(
            "stream main", true, List.of(new Problem(ErrorCode.STAGE_INVALID, "line 3"))));

    assertAnswer("/healthz", 200, "ok");
    assertThat(text(get("/readyz"))).contains("stage.invalid", "line 3");
  }

  @Test
  void aPartThatThrowsIsNotReadyAndHidesNoOther() {
    bind("stream main", true);
    probes.bindContributor(() -> {
      throw new IllegalStateException("inner words");
    });

    assertAnswer("/healthz", 503, "not ready");
    assertThat(text(get("/readyz")))
        .contains("stream main", "internal")
        .doesNotContain("inner words");
  }

  private ReadinessContributor bind(final String name, final boolean ready) {
    return bind(new Readiness(name, ready, List.of()));
  }

  private ReadinessContributor bind(final Readiness readiness) {
    final ReadinessContributor contributor = () -> readiness;
    probes.bindContributor(contributor);
    return contributor;
  }

  private HttpResponse get(final String path) {
    return probes.handle(HttpRequest.of("GET", path).build());
  }

  private void assertAnswer(final String path, final int status, final String body) {
    assertThat(get(path).status()).isEqualTo(status);
    assertThat(text(get(path))).isEqualTo(body);
  }

  private static String text(final HttpResponse answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}

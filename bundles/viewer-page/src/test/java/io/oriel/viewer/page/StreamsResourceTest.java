package io.oriel.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.TransportStatus;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.Viewers;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamsResourceTest {
  private final StreamsResource resource = new StreamsResource();

  @Test
  void isAnEmptyListBeforeThereAreStreams() {
    final HttpResponse answer = get();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Content-Type")).contains("application/json");
    assertThat(answer.headers().first("Cache-Control")).contains("no-store");
    assertThat(text(answer)).isEqualTo("{\"streams\":[],\"transports\":[]}");
  }

  @Test
  void saysAllThatThePageNeedsAboutAStream() {
    bind(
        "main",
        status(
            new StageStatus(
                "/srv/stages/workshop.usda",
                3,
                2,
                "/",
                Optional.of("https://files.example/a/next.usd?signature=secret"),
                0.25,
                "reading",
                Optional.empty()),
            Optional.empty()));

    assertThat(text(get()))
        .isEqualTo(
            "{\"streams\":[{\"name\":\"main\",\"width\":1280,\"height\":720,"
                + "\"framesPerSecond\":60.0,\"publishedPerSecond\":null,\"viewers\":0,"
                + "\"renderer\":\"preview\",\"ready\":true,\"state\":1,"
                + "\"held\":false,\"problem\":null,\"stage\":{\"name\":\"workshop.usda\","
                + "\"loading\":\"next.usd\",\"progress\":0.25,\"activity\":\"reading\","
                + "\"problem\":null}}],\"transports\":[]}");
  }

  @Test
  void listsTheDefaultStreamFirstAndTheOthersByName() {
    bind("zoo", status(StageStatus.NONE, Optional.empty()));
    bind("aux", status(StageStatus.NONE, Optional.empty()));
    bind("main", status(StageStatus.NONE, Optional.empty()));

    assertThat(text(get())).containsSubsequence("\"main\"", "\"aux\"", "\"zoo\"");
  }

  @Test
  void countsTheViewersOfEachStream() {
    bind("main", status(StageStatus.NONE, Optional.empty()));
    bind("aux", status(StageStatus.NONE, Optional.empty()));
    resource.bindViewers(() -> List.of(viewerOf("aux"), viewerOf("gone"), viewerOf("aux")));

    assertThat(text(get()))
        .containsSubsequence("\"main\"", "\"viewers\":0", "\"aux\"", "\"viewers\":2");
  }

  @Test
  void listsStreamsWhileNobodyKnowsTheViewers() {
    final Viewers viewers = () -> List.of(viewerOf("main"));
    bind("main", status(StageStatus.NONE, Optional.empty()));
    resource.bindViewers(viewers);
    resource.unbindViewers(viewers);

    assertThat(text(get())).contains("\"viewers\":0");
  }

  private static Viewer viewerOf(final String stream) {
    return (Viewer)
        Proxy.newProxyInstance(
            Viewer.class.getClassLoader(),
            new Class<?>[] {Viewer.class},
            (proxy, method, arguments) -> stream);
  }

  @Test
  void forgetsAStreamThatLeaves() {
    final FakeStream main = bind("main", status(StageStatus.NONE, Optional.empty()));
    assertThat(text(get())).contains("main");

    resource.unbindStream(main);

    assertThat(text(get())).isEqualTo("{\"streams\":[],\"transports\":[]}");
  }

  @Test
  void givesProblemsWithCodeCauseAndRemedyButWithoutTheServersFolders() {
    bind(
        "main",
        status(
            new StageStatus(
                "",
                0,
                0,
                "/",
                Optional.of("/home/Jane Doe/a \"b\".usd"),
                -1,
                "waiting for /home/Jane Doe/a \"b\".usd",
                Optional.of(
                    new Problem(
                        ErrorCode.STAGE_NOT_FOUND, "/srv/private/x.usd does not exist.\n"))),
            Optional.of(
                new Problem(
                    ErrorCode.STAGE_INVALID, "/home/Jane Doe/a \"b\".usd: </script> at line 3"))));

    assertThat(text(get()))
        .contains("\"code\":\"stage.not-found\",\"detail\":\"x.usd does not exist.\\n\"")
        .contains("\"cause\":\"The stage file does not exist or cannot be read.\"")
        .contains("\"remedy\":\"Check the path and its permissions.\"")
        .contains("\"detail\":\"a \\\"b\\\".usd: \\u003c/script> at line 3\"")
        .contains("\"activity\":\"waiting for a \\\"b\\\".usd\"")
        .contains("\"progress\":null")
        .doesNotContain("Jane", "home", "srv", "private");
  }

  @Test
  void saysHowEachTransportIsWithItsAddressAsItIs() {
    resource.bindTransports(() ->
        List.of(
            new TransportStatus(
                "rtsp",
                TransportStatus.State.OPEN,
                new Reach("rtsp://[::1]:8554/<stream>", List.of())),
            new TransportStatus(
                "shm",
                TransportStatus.State.FAILED,
                new Reach(
                    "",
                    List.of(new Problem(ErrorCode.INTERNAL, "/srv/private/key.p12 is missing"))))));

    assertThat(text(get()))
        .contains(
            "{\"name\":\"rtsp\",\"state\":\"open\","
                + "\"address\":\"rtsp://[::1]:8554/\\u003cstream>\",\"problem\":null}")
        .contains("\"state\":\"failed\"", "key.p12 is missing")
        .doesNotContain("private");
  }

  private FakeStream bind(final String name, final StreamStatus status) {
    final FakeStream stream =
        new FakeStream(new StreamInfo(name, 1280, 720, 60, "preview"), status);
    resource.bindStream(stream);
    return stream;
  }

  private static StreamStatus status(final StageStatus stage, final Optional<Problem> problem) {
    return new StreamStatus(
        StreamState.ACTIVE,
        1,
        1,
        true,
        false,
        problem,
        stage,
        new AovStatus("LdrColor", "LdrColor", List.of("LdrColor"), Optional.empty()));
  }

  private HttpResponse get() {
    return resource.handle(HttpRequest.of("GET", "/streams.json").build());
  }

  private static String text(final HttpResponse answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}

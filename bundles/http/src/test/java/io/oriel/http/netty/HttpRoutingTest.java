package io.oriel.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which resource answers what, as an ordinary client sees it. */
class HttpRoutingTest {
  private Served served;
  private HttpClient client;

  @BeforeEach
  void open() throws OrielException {
    served = Served.open(Map.of("requestTimeoutMillis", 5000L));
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    served.close();
  }

  private static HttpResource saying(final String text) {
    return request -> HttpResponse.ok("text/plain", text + request.remainder());
  }

  private java.net.http.HttpResponse<String> call(
      final String method, final String target, final String... headers) throws Exception {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(served.uri(target)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String get(final String target) throws Exception {
    return call("GET", target).body();
  }

  private static String header(final java.net.http.HttpResponse<?> response, final String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  @Test
  void prefersTheExactPathThenTheLongestPrefix() throws Exception {
    served.add("/*", saying("root:"));
    served.add("/a/*", saying("a:"));
    served.add("/a/b/*", saying("b:"));
    served.add("/a/b/c", saying("exact"));
    assertThat(get("/a/b/c")).isEqualTo("exact");
    assertThat(get("/a/b/d/e")).isEqualTo("b:d/e");
    assertThat(get("/a/b/")).isEqualTo("b:");
    assertThat(get("/a/b")).isEqualTo("a:b");
    assertThat(get("/a")).isEqualTo("root:a");
    assertThat(get("/other")).isEqualTo("root:other");
  }

  @Test
  void prefersTheHigherRankingThenTheNewerService() throws Exception {
    served.add("/x", saying("first"));
    served.add("/x", saying("second"));
    assertThat(get("/x")).isEqualTo("second");
    served.add("/x", Map.of("service.ranking", 5), saying("ranked"));
    assertThat(get("/x")).isEqualTo("ranked");
  }

  @Test
  void passesOverAResourceThatIsNotReadyWhileAnotherIs() throws Exception {
    final AtomicBoolean ready = new AtomicBoolean();
    served.add(
        "/x",
        Map.of("service.ranking", 5),
        new HttpResource() {
          @Override
          public HttpResponse handle(io.oriel.http.HttpRequest request) {
            return HttpResponse.ok("text/plain", ready.get() ? "newcomer" : "not yet");
          }

          @Override
          public boolean ready() {
            return ready.get();
          }
        });
    assertThat(get("/x")).as("the only one").isEqualTo("not yet");
    served.add("/x", saying("former"));
    assertThat(get("/x")).isEqualTo("former");
    ready.set(true);
    assertThat(get("/x")).isEqualTo("newcomer");
  }

  @Test
  void handsOverWhatWasDecoded() throws Exception {
    served.add(
        "/q/*",
        request ->
            HttpResponse.ok(
                "text/plain",
                request.path() + " " + request.queryAll("k") + request.query("none").isPresent()));
    assertThat(get("/q/%C3%A9%20?k=1&k=a+b%26")).isEqualTo("/q/\u00e9  [1, a b&]false");
  }

  @Test
  void takesUpAndForgetsResourcesWhileItRuns() throws Exception {
    assertThat(call("GET", "/late").statusCode()).isEqualTo(404);
    final Map<String, Object> properties = served.add("/late", saying("here"));
    assertThat(get("/late")).isEqualTo("here");
    final Map<String, Object> moved = new HashMap<>(properties);
    moved.put("oriel.http.path", "/later");
    served.routes().update(saying("ignored"), moved);
    assertThat(call("GET", "/late").statusCode()).isEqualTo(404);
    assertThat(get("/later")).isEqualTo("here");
    served.routes().remove(moved);
    assertThat(call("GET", "/later").statusCode()).isEqualTo(404);
  }

  @Test
  void ignoresAResourceWhosePropertiesAreWrong() throws Exception {
    served.add("no-slash", saying("never"));
    served.add("/a*", saying("never"));
    served.add("/huge", Map.of("bodyLimitBytes", -1), saying("never"));
    assertThat(call("GET", "/ab").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/huge").statusCode()).isEqualTo(404);
  }

  @Test
  void lettingAResourceGoWaitsForTheCallInside() throws Exception {
    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final Map<String, Object> properties =
        served.add(
            "/slow",
            request -> {
              inside.countDown();
              goOn.await();
              return HttpResponse.ok("text/plain", "done");
            });
    final var answer =
        client.sendAsync(
            HttpRequest.newBuilder(served.uri("/slow")).build(), BodyHandlers.ofString());
    inside.await();
    final Thread removal = Thread.ofVirtual().start(() -> served.routes().remove(properties));
    while (removal.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    removal.join();
    assertThat(answer.join().body()).isEqualTo("done");
  }

  @Test
  void namesTheMethodsThatAPathTakes() throws Exception {
    served.add("/x", Map.of("methods", new String[] {"get", "DELETE"}), saying("x"));
    final var refused = call("POST", "/x");
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(header(refused, "Allow")).isEqualTo("GET, DELETE, HEAD, OPTIONS");
    final var options = call("OPTIONS", "/x");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(header(options, "Allow")).isEqualTo("GET, DELETE, HEAD, OPTIONS");
    assertThat(call("DELETE", "/x").body()).isEqualTo("x");
  }

  @Test
  void answersHeadWithTheLengthAndNoBody() throws Exception {
    served.add("/x", request -> HttpResponse.ok("text/plain", request.method()));
    try (RawPeer peer = served.connect()) {
      final RawPeer.Reply head =
          peer.send("HEAD /x HTTP/1.1\r\nHost: localhost\r\n\r\n").replyWithoutBody();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.headers()).containsEntry("Content-Length", "3");
      assertThat(peer.get("/x").reply().body()).isEqualTo("GET");
    }
  }

  @Test
  void describesAProblemAsRfc9457Says() throws Exception {
    final var response = call("GET", "/no<where\"".replace("<", "%3C").replace("\"", "%22"));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.body())
        .startsWith("{")
        .endsWith("}")
        .contains("\"type\":\"urn:oriel:error:request.not-found\"")
        .contains("\"title\":\"There is nothing under this name.\"")
        .contains("\"status\":404")
        .contains("\"code\":\"request.not-found\"")
        .contains("\"remedy\":\"Check the address.\"")
        .contains("\"detail\":\"Nothing answers at /no\\u003cwhere\\\".\"");
  }

  @Test
  void answersAnOrielExceptionAsItsProblem() throws Exception {
    served.add(
        "/x",
        request -> {
          throw new OrielException(ErrorCode.STREAM_UNKNOWN, "main");
        });
    final var response = call("GET", "/x");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("stream.unknown").contains("\"detail\":\"main\"");
    assertThat(served.count(HttpCounter.RESOURCE_FAILURES)).isZero();
  }

  @Test
  void keepsTheDetailsOfADefectToItself() throws Exception {
    served.add(
        "/throws",
        request -> {
          throw new IllegalStateException("secret");
        });
    served.add(
        "/overflows",
        request -> {
          throw new StackOverflowError("secret");
        });
    served.add("/null", request -> null);
    for (final String path : new String[] {"/throws", "/overflows", "/null"}) {
      final var response = call("GET", path);
      assertThat(response.statusCode()).as(path).isEqualTo(500);
      assertThat(response.body()).contains("\"code\":\"internal\"").doesNotContain("secret");
    }
    assertThat(served.count(HttpCounter.RESOURCE_FAILURES)).isEqualTo(3);
  }

  @Test
  void givesUpOnAResourceThatDoesNotAnswerAndInterruptsIt() throws Exception {
    try (Served hasty = Served.open(Map.of("requestTimeoutMillis", 100L))) {
      final CountDownLatch interrupted = new CountDownLatch(1);
      hasty.add(
          "/never",
          request -> {
            try {
              new CountDownLatch(1).await();
              throw new AssertionError("unreachable");
            } finally {
              interrupted.countDown();
            }
          });
      try (RawPeer peer = hasty.connect()) {
        final RawPeer.Reply reply = peer.get("/never").reply();
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsKey("Retry-After");
      }
      interrupted.await();
      assertThat(hasty.count(HttpCounter.ANSWER_TIMEOUTS)).isEqualTo(1);
    }
  }

  @Test
  void letsAnAllowedOriginReadAnswersAndExposedHeaders() throws Exception {
    served.add(
        "/x",
        Map.of(
            "methods",
            "POST",
            "corsOrigins",
            "https://a.example",
            "corsExpose",
            new String[] {"Location", "Link"}),
        saying("x"));
    final var allowed = call("POST", "/x", "Origin", "https://a.example");
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo("https://a.example");
    assertThat(header(allowed, "Access-Control-Expose-Headers")).isEqualTo("Location, Link");
    assertThat(header(allowed, "Vary")).contains("Origin");

    final var foreign = call("POST", "/x", "Origin", "https://b.example");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(header(foreign, "Access-Control-Allow-Origin")).isEmpty();

    assertThat(call("POST", "/x", "Origin", "http://127.0.0.1:" + served.port()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersAPreflightForTheOriginsOfTheRouteOnly() throws Exception {
    served.add("/x", Map.of("methods", "POST", "corsOrigins", "https://a.example"), saying("x"));
    final String[] ask = {
      "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"
    };
    final var allowed =
        call("OPTIONS", "/x", "Origin", "https://a.example", ask[0], ask[1], ask[2], ask[3]);
    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo("https://a.example");
    assertThat(header(allowed, "Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(header(allowed, "Access-Control-Allow-Headers")).isEqualTo("content-type");
    final var foreign =
        call("OPTIONS", "/x", "Origin", "https://b.example", ask[0], ask[1], ask[2], ask[3]);
    assertThat(header(foreign, "Access-Control-Allow-Origin")).isEmpty();
    assertThat(header(foreign, "Access-Control-Allow-Methods")).isEmpty();
  }

  @Test
  void opensARouteToEveryOriginWithAStar() throws Exception {
    served.add("/x", Map.of("corsOrigins", "*"), saying("x"));
    assertThat(header(call("GET", "/x", "Origin", "https://any"), "Access-Control-Allow-Origin"))
        .isEqualTo("*");
  }

  @Test
  void sendsSecurityHeadersThatAResourceMayTighten() throws Exception {
    served.add(
        "/page",
        request ->
            HttpResponse.ok("text/html", "<p>")
                .header("Content-Security-Policy", "default-src 'self'"));
    final var response = call("GET", "/page");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo("default-src 'self'; frame-ancestors 'none'");
  }
}

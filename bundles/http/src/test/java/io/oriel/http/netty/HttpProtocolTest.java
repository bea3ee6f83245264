package io.oriel.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, well formed or not. */
class HttpProtocolTest {
  private Served served;

  private void serve(final Map<String, Object> settings) throws Exception {
    served = Served.open(settings);
    served.add("/hello", request -> HttpResponse.ok("text/plain", "hello"));
    served.add(
        "/echo/*",
        Map.of("methods", new String[] {"GET", "POST"}, "bodyLimitBytes", 100),
        request -> HttpResponse.ok("text/plain", request.remainder() + "=" + request.bodyText()));
  }

  @AfterEach
  void close() {
    served.close();
  }

  private void assertStillServes() throws Exception {
    try (RawPeer peer = served.connect()) {
      assertThat(peer.get("/hello").reply().body()).isEqualTo("hello");
    }
  }

  @Test
  void keepsAConnectionForSeveralRequests() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      for (int i = 0; i < 3; i++) {
        final RawPeer.Reply reply = peer.get("/hello").reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("Connection", "keep-alive");
      }
    }
    assertThat(served.count(HttpCounter.CONNECTIONS)).isEqualTo(1);
    assertThat(served.count(HttpCounter.REQUESTS)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /hello HTTP/1.0\r\n\r\n"
      })
  void closesWhereThePeerWantsNoMore(final String request) throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      final RawPeer.Reply reply = peer.send(request).reply();
      assertThat(reply.body()).isEqualTo("hello");
      assertThat(reply.headers()).containsEntry("Connection", "close");
      assertThat(peer.rest()).isEmpty();
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrderThoughTheFirstIsSlow() throws Exception {
    serve(Map.of());
    final CountDownLatch sent = new CountDownLatch(1);
    served.add(
        "/slow",
        request -> {
          sent.await();
          return HttpResponse.ok("text/plain", "slow");
        });
    try (RawPeer peer = served.connect()) {
      peer.send(
          "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"
              + "POST /echo/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\none"
              + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
              + "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
      sent.countDown();
      assertThat(peer.reply().body()).isEqualTo("slow");
      assertThat(peer.reply().body()).isEqualTo("a=one");
      assertThat(peer.reply().status()).isEqualTo(404);
      assertThat(peer.reply().body()).isEqualTo("hello");
    }
  }

  @Test
  void readsAChunkedBody() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      peer.send(
          "POST /echo/c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      assertThat(peer.reply().body()).isEqualTo("c=abcde");
    }
  }

  @Test
  void asksForTheBodyThatAPeerHoldsBack() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      peer.send(
          "POST /echo/e HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
              + "Content-Length: 2\r\n\r\n");
      assertThat(peer.reply().status()).isEqualTo(100);
      assertThat(peer.send("ok").reply().body()).isEqualTo("e=ok");
    }
  }

  @Test
  void sendsNoBodyToAHeadThatExpectsToContinue() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      peer.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n");
      assertThat(peer.reply().status()).isEqualTo(100);
      assertThat(peer.replyWithoutBody().headers()).containsEntry("Content-Length", "5");
      assertThat(peer.get("/hello").reply().body()).isEqualTo("hello");
    }
  }

  @Test
  void refusesABodyThatSaysItIsTooLargeWithoutReadingIt() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      peer.send("POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 101\r\n\r\n");
      final RawPeer.Reply reply = peer.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.body()).contains("request.too-large").contains("100 bytes");
      assertThat(peer.rest()).isEmpty();
    }
    assertThat(served.count(HttpCounter.REQUESTS)).isZero();
  }

  @Test
  void refusesAChunkedBodyOnceItIsTooLarge() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      peer.send(
          "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "65\r\n"
              + "x".repeat(101)
              + "\r\n");
      assertThat(peer.reply().status()).isEqualTo(413);
      assertThat(peer.rest()).isEmpty();
    }
  }

  @Test
  void holdsNoMoreThanSoMuchOfAllBodies() throws Exception {
    serve(Map.of());
    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch mayGo = new CountDownLatch(1);
    served.add(
        "/large",
        Map.of("methods", "POST", "bodyLimitBytes", BodyBudget.BYTES),
        request -> {
          inside.countDown();
          mayGo.await();
          return HttpResponse.ok("text/plain", "large");
        });
    final int half = BodyBudget.BYTES / 2;
    try (RawPeer first = post(half)) {
      inside.await();
      try (RawPeer second = post(half + 1)) {
        assertThat(second.reply().status()).isEqualTo(503);
      }
      mayGo.countDown();
      assertThat(first.reply().status()).isEqualTo(200);
    }
    try (RawPeer next = post(half + 1)) {
      assertThat(next.reply().status()).isEqualTo(200);
    }
  }

  private RawPeer post(final int bytes) throws Exception {
    return served
        .connect()
        .send("POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes + "\r\n\r\n")
        .send(new byte[bytes]);
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      peer.send(
          "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"
              + "x".repeat(100));
      assertThat(peer.reply().body()).hasSize(102);
    }
  }

  @Test
  void refusesALongRequestLineAndALargeHeader() throws Exception {
    serve(Map.of("maxLineBytes", 256, "maxHeaderBytes", 512));
    try (RawPeer peer = served.connect()) {
      assertThat(peer.get("/" + "a".repeat(300)).reply().status()).isEqualTo(414);
      assertThat(peer.rest()).isEmpty();
    }
    try (RawPeer peer = served.connect()) {
      peer.send(
          "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(600) + "\r\n\r\n");
      assertThat(peer.reply().status()).isEqualTo(431);
      assertThat(peer.rest()).isEmpty();
    }
    assertStillServes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
        "complete nonsense of four\r\n\r\n",
        "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nBad Name: 1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Control: a\u0001b\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Control: a\u007fb\r\n\r\n",
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
            + "Content-Length: 2\r\n\r\n",
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void answersGarbageWith400AndCloses(final String garbage) throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      final RawPeer.Reply reply = peer.send(garbage).reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.headers()).containsEntry("Content-Type", "application/problem+json");
      assertThat(reply.headers()).containsEntry("Connection", "close");
      assertThat(reply.body()).contains("request.malformed");
      assertThat(peer.rest()).isEmpty();
    }
    assertThat(served.count(HttpCounter.REQUESTS)).isZero();
    assertStillServes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a/../hello", "/%2e%2e/hello", "/a%2fb", "/a\\b", "/%", "/%zz", "/%ff", "/%00"})
  void refusesTargetsThatMayMeanTwoThings(final String target) throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      assertThat(peer.get(target).reply().status()).isEqualTo(400);
      assertThat(peer.get("/hello").reply().body()).isEqualTo("hello");
    }
  }

  @Test
  void namesWhatItDoesNotSpeak() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      assertThat(peer.send("GET /hello HTTP/2.0\r\nHost: localhost\r\n\r\n").reply().status())
          .isEqualTo(505);
    }
    try (RawPeer peer = served.connect()) {
      peer.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n");
      assertThat(peer.reply().status()).isIn(400, 501);
    }
    try (RawPeer peer = served.connect()) {
      peer.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\n\r\n");
      assertThat(peer.reply().status()).isEqualTo(417);
    }
  }

  @Test
  void refusesAHostNameThatAForeignPageMayHavePointedHere() throws Exception {
    serve(Map.of("hosts", new String[] {"Studio.example"}));
    try (RawPeer peer = served.connect()) {
      peer.send("GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      assertThat(peer.reply().status()).isEqualTo(421);
    }
    for (final String host :
        List.of("studio.example:1", "127.0.0.1:49100", "[::1]:5", "localhost")) {
      try (RawPeer peer = served.connect()) {
        peer.send("GET /hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(peer.reply().status()).as(host).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /hel",
        "GET /hello HTTP/1.1\r\nHost: loc",
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab"
      })
  void answersAHalfRequestWith400WhenThePeerEndsIt(final String half) throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      assertThat(peer.send(half).finish().reply().status()).isEqualTo(400);
      assertThat(peer.rest()).isEmpty();
    }
    await().until(() -> served.listener().connectionCount() == 0);
    assertStillServes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /hel",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\n",
        "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab"
      })
  void answersAHalfRequestWith408WhenItsTimeIsOver(final String half) throws Exception {
    serve(Map.of("headTimeoutMillis", 100L, "bodyTimeoutMillis", 100L));
    try (RawPeer peer = served.connect()) {
      assertThat(peer.send(half).reply().status()).isEqualTo(408);
      assertThat(peer.rest()).isEmpty();
    }
    assertThat(served.count(HttpCounter.RECEIVE_TIMEOUTS)).isEqualTo(1);
  }

  @Test
  void closesASilentConnectionWithoutAWord() throws Exception {
    serve(Map.of("idleTimeoutMillis", 100L));
    try (RawPeer peer = served.connect()) {
      assertThat(peer.rest()).isEmpty();
    }
  }

  @Test
  void answersAPeerThatOnlyEndsItsSide() throws Exception {
    serve(Map.of());
    try (RawPeer peer = served.connect()) {
      assertThat(peer.get("/hello").finish().reply().body()).isEqualTo("hello");
      assertThat(peer.rest()).isEmpty();
    }
  }

  @Test
  void turnsAwayAConnectionTooMany() throws Exception {
    serve(Map.of("maxConnections", 1));
    try (RawPeer first = served.connect()) {
      assertThat(first.get("/hello").reply().status()).isEqualTo(200);
      try (RawPeer second = served.connect()) {
        assertThat(second.reply().status()).isEqualTo(503);
        assertThat(second.rest()).isEmpty();
      }
    }
    await().until(() -> served.listener().connectionCount() == 0);
    assertStillServes();
    assertThat(served.count(HttpCounter.CONNECTIONS_REFUSED)).isEqualTo(1);
  }

  @Test
  void survivesMutatedRequests() throws Exception {
    serve(Map.of("headTimeoutMillis", 1000L, "bodyTimeoutMillis", 1000L));
    final long seed = System.nanoTime();
    System.out.println("HttpProtocolTest seed " + seed);
    final Random random = new Random(seed);
    final long end = System.nanoTime() + 1_000_000_000L;
    for (int round = 0; round < 20 || System.nanoTime() < end; round++) {
      final byte[] request = mutated(random);
      try (RawPeer peer = served.connect()) {
        final String answer = peer.send(request).finish().rest();
        assertThat(answer)
            .as("seed %d round %d", seed, round)
            .satisfiesAnyOf(
                text -> assertThat(text).isEmpty(),
                text -> assertThat(text).startsWith("HTTP/1.1 "));
        assertThat(answer).as("seed %d round %d", seed, round).doesNotContain("HTTP/1.1 500");
      } catch (java.net.SocketException e) {
        // Closed while the garbage was still on its way.
        continue;
      }
    }
    assertThat(served.count(HttpCounter.RESOURCE_FAILURES)).as("seed %d", seed).isZero();
    assertStillServes();
    await().until(() -> served.listener().connectionCount() == 0);
  }

  private static byte[] mutated(final Random random) {
    final List<String> seeds =
        List.of(
            "GET /hello?a=%41&b HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
            "POST /echo/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
            "POST /echo/y HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n0\r\n\r\n",
            "OPTIONS /hello HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a.example\r\n"
                + "Access-Control-Request-Method: GET\r\n\r\n");
    byte[] bytes =
        seeds
            .get(random.nextInt(seeds.size()))
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(6); i >= 0; i--) {
      final int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, at + 1);
        default -> {
          final byte[] doubled = java.util.Arrays.copyOf(bytes, bytes.length + at);
          System.arraycopy(bytes, 0, doubled, bytes.length, at);
          bytes = doubled;
        }
      }
    }
    return bytes;
  }
}

package io.oriel.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.http.HttpResponse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a listener gets its socket and gives it back. */
class ListenerLifecycleTest {
  private static OrielException refusal(final Map<String, Object> settings) {
    return catchThrowableOfType(
        OrielException.class, () -> ListenerSettings.of(Configured.publicListener(settings)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void refusesToServeStrangersUnlessToldTo(final String address) throws Exception {
    final OrielException refusal = refusal(Map.of("bindAddress", address));
    assertThat(refusal.problem().code()).isEqualTo(ErrorCode.UNSAFE_BIND);
    assertThat(refusal.problem().detail()).contains(address, "io.oriel.http.public", "bindAddress");
    final ListenerSettings told =
        ListenerSettings.of(
            Configured.publicListener(Map.of("bindAddress", address, "allowAnonymous", true)));
    assertThat(told.address().getAddress()).isEqualTo(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
  void takesEveryFormOfLoopback(final String address) throws Exception {
    assertThat(
            ListenerSettings.of(Configured.publicListener(Map.of("bindAddress", address)))
                .address()
                .getAddress()
                .isLoopbackAddress())
        .isTrue();
  }

  @Test
  void namesTheSettingThatIsWrong() {
    final Map<String, Object> wrong =
        Map.of(
            "port",
            65536,
            "bindAddress",
            "example.org",
            "maxConnections",
            0,
            "maxLineBytes",
            1,
            "headTimeoutMillis",
            0L,
            "frameAncestors",
            "a; script-src *");
    wrong.forEach((key, value) -> {
      final OrielException refusal = refusal(Map.of(key, value));
      assertThat(refusal.problem().code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
      assertThat(refusal.problem().detail())
          .contains("io.oriel.http.public", key, value.toString());
    });
  }

  @Test
  void readsThePrivateListenersConfiguration() throws Exception {
    final ListenerSettings settings =
        ListenerSettings.of(Configured.privateListener(Map.of("maxConnections", 7)));
    assertThat(settings.name()).isEqualTo("private");
    assertThat(settings.pid()).isEqualTo("io.oriel.http.private");
    assertThat(settings.address().getPort()).isEqualTo(8081);
    assertThat(settings.maxConnections()).isEqualTo(7);
  }

  @Test
  void namesPortSettingAndRemedyWhenThePortIsTaken() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      final int port = holder.getLocalPort();
      final OrielException refusal =
          catchThrowableOfType(OrielException.class, () -> Served.open(Map.of("port", port)));
      assertThat(refusal.problem().code()).isEqualTo(ErrorCode.PORT_IN_USE);
      assertThat(refusal.toString())
          .contains("127.0.0.1:" + port, "io.oriel.http.public: port")
          .contains(ErrorCode.PORT_IN_USE.remedy());
    }
  }

  @Test
  void closingFreesThePortAndTheThreadsUnderOpenConnections() throws Exception {
    final Served served = Served.open();
    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    served.add("/hello", request -> HttpResponse.ok("text/plain", "hello"));
    served.add(
        "/never",
        request -> {
          inside.countDown();
          try {
            new CountDownLatch(1).await();
            throw new AssertionError("unreachable");
          } finally {
            interrupted.countDown();
          }
        });
    final int port = served.port();
    final Thread loop = loopThread(served);
    try (RawPeer idle = served.connect();
        RawPeer half = served.connect();
        RawPeer busy = served.connect()) {
      assertThat(idle.get("/hello").reply().status()).isEqualTo(200);
      half.send("GET /he");
      busy.get("/never");
      inside.await();
      served.close();
      assertThat(idle.rest()).isEmpty();
      assertThat(half.rest()).isEmpty();
      busy.rest();
    }
    interrupted.await();
    await().until(() -> !loop.isAlive());
    try (Served again = Served.open(Map.of("port", port))) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  @Test
  void lettingGoSendsTheAnswerInProgress() throws Exception {
    final Served served = Served.open();
    final CountDownLatch inside = new CountDownLatch(1);
    served.add(
        "/slow",
        request -> {
          inside.countDown();
          // The answer has a part of a second from then on.
          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(5))
              .until(() -> portIsClosed(served.port()));
          return HttpResponse.ok("text/plain", "done");
        });
    try (RawPeer peer = served.connect()) {
      peer.get("/slow");
      inside.await();
      final Thread closing = Thread.ofPlatform().start(served::close);
      final RawPeer.Reply reply = peer.reply();
      assertThat(reply.body()).isEqualTo("done");
      assertThat(reply.headers()).containsEntry("Connection", "close");
      closing.join();
    }
  }

  private static boolean portIsClosed(final int port) {
    try (RawPeer probe = new RawPeer(port)) {
      return false;
    } catch (java.io.IOException e) {
      return true;
    }
  }

  // The listener under test is the youngest of those that a parallel test may have open.
  private static Thread loopThread(final Served served) {
    assertThat(served.port()).isPositive();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("oriel-http-public"))
        .max(java.util.Comparator.comparingLong(Thread::threadId))
        .orElseThrow();
  }
}

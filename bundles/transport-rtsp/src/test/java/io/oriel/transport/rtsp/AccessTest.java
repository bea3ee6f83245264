package io.oriel.transport.rtsp;

import static io.oriel.transport.rtsp.Served.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.health.Finding;
import io.oriel.tck.FakeCheckupContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and TLS. */
@Timeout(120)
class AccessTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void usersHaveToProveThemselvesForAllButOptions() throws Exception {
    try (Served served = new Served(Map.of("users", new String[] {"anna:secret"}));
        TestPlayer player = served.connect()) {
      assertThat(player.ask("OPTIONS", "/main").status()).isEqualTo(200);
      for (final String method : new String[] {"DESCRIBE", "SETUP", "PLAY", "DANCE"}) {
        final TestPlayer.Answer answer = player.ask(method, "/main");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").lines())
            .hasSize(2)
            .allMatch(challenge -> challenge.startsWith("Digest realm=\"oriel\", qop=\"auth\""));
      }
      assertThat(served.context.sessions()).isEmpty();
      for (int wrong = 1; wrong <= 16; wrong++) {
        assertThat(player.ask("DESCRIBE", "/main", "Authorization: Basic x").status())
            .isEqualTo(401);
      }
      assertThat(player.ask("DESCRIBE", "/main", "Authorization: Basic x").status()).isEqualTo(503);
      player.awaitEnd();
      assertThat(served.count(RtspCounter.CREDENTIALS_REFUSED)).isEqualTo(16);
      try (TestPlayer again = served.connect()) {
        assertThat(again.ask("OPTIONS", "/main").status()).isEqualTo(200);
        assertThat(again.ask("DESCRIBE", "/main").status()).isEqualTo(503);
      }
      served.context.clock().pass(Duration.ofSeconds(61));
      try (TestPlayer later = served.connect()) {
        assertThat(later.ask("DESCRIBE", "/main").status()).isEqualTo(401);
      }
    }
  }

  @Test
  void guessingATokenIsSlowedAndDoesNotEndWhoWasLetInBefore() throws Exception {
    try (Served served = new Served(Map.of());
        TestPlayer known = served.playing();
        TestPlayer guessing = served.connect()) {
      served.context.refuse(ErrorCode.AUTHENTICATION_FAILED);
      assertThat(guessing.ask("DESCRIBE", "/main").status()).isEqualTo(401);
      for (int wrong = 1; wrong <= 16; wrong++) {
        assertThat(guessing.ask("DESCRIBE", "/main", "Authorization: Bearer x").status())
            .isEqualTo(401);
      }
      assertThat(guessing.ask("DESCRIBE", "/main").status()).isEqualTo(503);
      assertThat(known.ask("GET_PARAMETER", "/main").status()).isEqualTo(200);
    }
  }

  /** A PKCS#12 file with a key of its own, as the JDK's keytool makes it. */
  private Path keyStore() throws Exception {
    final Path file = folder.resolve("keys.p12");
    final Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "oriel",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return file;
  }

  private static SSLSocket trusting(int port) throws Exception {
    final X509TrustManager everybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    final SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {everybody}, new SecureRandom());
    return (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void withAKeyEverythingGoesThroughTls() throws Exception {
    final Map<String, Object> settings =
        Map.of("keyStore", keyStore().toString(), "keyStorePassword", PASSWORD);
    try (Served served = new Served(settings);
        TestPlayer player =
            new TestPlayer(trusting(served.port()), "rtsps://127.0.0.1:" + served.port())) {
      assertThat(
              player
                  .ask("SETUP", "/main", "Transport: RTP/AVP;unicast;client_port=5000-5001")
                  .status())
          .isEqualTo(461);
      player.play("/main");
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > 0);
      served.feed.emit(true, 100);
      assertThat(player.answer().header("RTP-Info")).startsWith("url=rtsps://127.0.0.1");
      assertThat(player.frame(0).packetType() & 0x7f).isEqualTo(96);
      try (TestPlayer plain = served.connect()) {
        plain.raw("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
        plain.awaitEnd();
      }
      awaitThat("the count", () -> served.count(RtspCounter.TLS_REFUSED) == 1);
      try (SSLSocket old = trusting(served.port())) {
        old.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThatThrownBy(old::startHandshake).isInstanceOf(IOException.class);
      }
      awaitThat("the count", () -> served.count(RtspCounter.TLS_REFUSED) == 2);
      assertThat(Thread.getAllStackTraces().keySet())
          .as("handshakes are not for the thread that sends pictures")
          .anyMatch(thread -> thread.getName().startsWith("oriel-rtsp-tls"));
      assertThat(player.ask("OPTIONS", "/main").status()).isEqualTo(200);
    }
  }

  @Test
  void aKeyThatCannotBeReadIsNamedWithoutItsPassword() {
    final Map<String, Object> settings =
        Map.of("keyStore", folder.resolve("none.p12").toString(), "keyStorePassword", PASSWORD);
    assertThatThrownBy(() -> new Served(settings))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
              assertThat(e.getMessage()).contains("none.p12").doesNotContain(PASSWORD);
            });
  }

  private static List<Finding> examined(Map<String, Object> changes) {
    final Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "bindAddress",
                "127.0.0.1",
                "firstMediaPort",
                31_000,
                "lastMediaPort",
                31_099,
                "keyStore",
                "",
                "keyStorePassword",
                "",
                "users",
                new String[0],
                "allowAnonymous",
                false));
    settings.putAll(changes);
    return new RtspCheckup().examine(new FakeCheckupContext(Map.of(RtspTransport.PID, settings)));
  }

  @Test
  void theCheckupLooksAtPortsKeyAndAccess() throws Exception {
    assertThat(examined(Map.of()))
        .extracting(Finding::subject)
        .containsExactly("RTSP port", "RTSP media");
    assertThat(examined(Map.of())).allMatch(f -> f.verdict() == Finding.Verdict.GOOD);
    assertThat(examined(Map.of("bindAddress", "0.0.0.0")).getLast().verdict())
        .isEqualTo(Finding.Verdict.BAD);
    assertThat(
            examined(Map.of("bindAddress", "0.0.0.0", "allowAnonymous", true)).getLast().verdict())
        .isEqualTo(Finding.Verdict.NOTE);
    assertThat(examined(Map.of("keyStore", "/nothing")).getLast().verdict())
        .isEqualTo(Finding.Verdict.BAD);
    final Finding key =
        examined(Map.of("keyStore", keyStore().toString(), "keyStorePassword", PASSWORD)).getLast();
    assertThat(key.verdict()).isEqualTo(Finding.Verdict.GOOD);
  }
}

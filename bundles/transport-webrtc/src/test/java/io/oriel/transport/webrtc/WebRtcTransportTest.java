package io.oriel.transport.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.transport.OpenTransport;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.FakeVideoFeed;
import io.oriel.tck.FakeViewerSession;
import io.oriel.transport.webrtc.sdp.Offers;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole transport over the loopback: offers by WHEP, viewers by UDP. */
@Timeout(60)
class WebRtcTransportTest {
  private final FakeTransportContext context = new FakeTransportContext();
  private final FakeStream stream = context.add(new FakeStream("main"));
  private final FakeVideoFeed feed = stream.feed();
  private final List<TestWebRtcClient> clients = new ArrayList<>();
  private WebRtcTransport transport;
  private OpenTransport open;

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @BeforeEach
  void open() throws OrielException {
    transport = new WebRtcTransport(new TestConfig(0, 3, 2));
    open = transport.open(context);
  }

  @AfterEach
  void close() {
    clients.forEach(TestWebRtcClient::close);
    open.close();
  }

  private long count(WebRtcCounter counter) {
    return transport.counters().stream()
        .filter(r -> r.descriptor() == counter)
        .mapToLong(r -> r.value())
        .sum();
  }

  private HttpResponse post(String stream, String offer) {
    return transport.handle(
        HttpRequest.of("POST", "/whep/" + stream)
            .remainder(stream)
            .header("Content-Type", "application/sdp")
            .body(offer)
            .build());
  }

  private HttpResponse delete(HttpResponse joined) {
    final String location = joined.headers().first("Location").orElseThrow();
    return transport.handle(
        HttpRequest.of("DELETE", location)
            .remainder(location.substring("/whep/".length()))
            .build());
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private TestWebRtcClient client() throws IOException {
    final TestWebRtcClient client = new TestWebRtcClient();
    clients.add(client);
    return client;
  }

  private TestWebRtcClient connected() throws IOException {
    final TestWebRtcClient client = client();
    client.answered(text(post("main", client.offer())));
    client.connect();
    return client;
  }

  private TestWebRtcClient conversing() throws IOException {
    final TestWebRtcClient client = connected();
    client.open(0, "oriel");
    await().until(() -> client.sctp().channelsAcknowledged() == 1);
    return client;
  }

  private FakeViewerSession session(int index) {
    return context.sessions().get(index);
  }

  /** Emits until the viewer has a keyframe, then a few units more. */
  private void show(TestWebRtcClient client) {
    await()
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(() -> {
          feed.emit(true, 4000);
          return !client.receiver().slices(TestWebRtcClient.VIDEO).isEmpty();
        });
  }

  @Test
  void anOfferIsAnsweredWithAResourceThatCanBeDeleted() {
    final HttpResponse joined = post("main", Offers.chromium());
    assertThat(joined.status()).isEqualTo(201);
    assertThat(joined.headers().first("Content-Type")).hasValue("application/sdp");
    assertThat(joined.headers().first("Location").orElseThrow()).matches("/whep/main/[0-9a-f]{32}");
    assertThat(joined.headers().first("ETag").orElseThrow()).matches("\"[^\"]+\"");
    assertThat(text(joined)).startsWith("v=0\r\n");
    assertThat(delete(joined).status()).isEqualTo(200);
    await().until(() -> !session(0).left().isEmpty());
    assertThat(delete(joined).status()).isEqualTo(404);
    assertThat(feed.watching()).isZero();
  }

  @Test
  void refusalsSayWhy() {
    assertThat(post("nothing", Offers.chromium()).status()).isEqualTo(404);
    assertThat(post("main", "hello").status()).isEqualTo(400);
    assertThat(text(post("main", "hello"))).contains("request.malformed").contains("v=0");
    final HttpResponse noCodec = post("main", Offers.chromium().replace("H264", "H266"));
    assertThat(noCodec.status()).isEqualTo(406);
    assertThat(text(noCodec)).contains("video.codec-unsupported");
    assertThat(noCodec.headers().first("Content-Type")).hasValue("application/problem+json");
    final HttpResponse json =
        transport.handle(
            HttpRequest.of("POST", "/whep/main")
                .remainder("main")
                .header("Content-Type", "application/json")
                .body("{}")
                .build());
    assertThat(json.status()).isEqualTo(415);
    assertThat(context.sessions()).isEmpty();
  }

  @Test
  void whoComesTooEarlyIsToldWhenToComeAgain() {
    stream.ready(false);
    final HttpResponse early = post("main", Offers.chromium());
    assertThat(early.status()).isEqualTo(503);
    assertThat(early.headers().first("Retry-After")).hasValue("1");
  }

  @Test
  void aStreamWithoutAnEncoderIsRefusedAndNobodyIsLeftInside() {
    feed.refuses(true);
    assertThat(post("main", Offers.chromium()).status()).isEqualTo(503);
    assertThat(session(0).left()).hasSize(1);
  }

  @Test
  void noMoreViewersConnectAtOneTimeThanAllowed() {
    for (int i = 0; i < 3; i++) {
      assertThat(post("main", Offers.chromium()).status()).isEqualTo(201);
    }
    final HttpResponse refused = post("main", Offers.chromium());
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers().first("Retry-After")).hasValue("1");
    assertThat(feed.subscriptions()).isEqualTo(1);
  }

  @Test
  void beforeItIsOpenAndAfterItIsClosedOffersAreRefused() {
    open.close();
    final HttpResponse late = post("main", Offers.chromium());
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.headers().first("Retry-After")).hasValue("1");
  }

  @Test
  void aPortInUseIsNamedWithItsSetting() throws IOException {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      final WebRtcTransport second =
          new WebRtcTransport(new TestConfig(taken.getLocalPort(), 3, 1));
      assertThatThrownBy(() -> second.open(context))
          .isInstanceOfSatisfying(
              OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE))
          .hasMessageContaining(String.valueOf(taken.getLocalPort()))
          .hasMessageContaining("port")
          .hasMessageContaining("io.oriel.transport.webrtc");
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aViewerSeesTheUnitsThatWereEmitted() throws IOException {
    final TestWebRtcClient client = connected();
    show(client);
    final int number = feed.emit(false, 20_000);
    await()
        .untilAsserted(() ->
            assertThat(client.receiver().slices(TestWebRtcClient.VIDEO).getLast())
                .isEqualTo(FakeVideoFeed.slice(false, number, 20_000)));
    assertThat(session(0).keyframes()).containsExactly(1L);
    assertThat(feed.unreleased()).isZero();
  }

  @Test
  void viewersOfOneStreamShareOneSubscription() throws IOException {
    final TestWebRtcClient first = connected();
    final TestWebRtcClient second = connected();
    show(first);
    show(second);
    assertThat(feed.subscriptions()).isEqualTo(1);
  }

  @Test
  void textsGoBothWays() throws IOException {
    final TestWebRtcClient client = conversing();
    await().until(() -> session(0).timesOpened() == 1);
    client.say(0, "hällo");
    await().until(() -> session(0).texts().equals(List.of("hällo")));
    assertThat(session(0).request().link().send("wörld")).isTrue();
    final String big = "0123456789".repeat(10_000);
    assertThat(session(0).request().link().send(big)).isTrue();
    await().until(() -> client.sctp().received().equals(List.of("wörld", big)));
  }

  @Test
  void inputGoesToTheSessionAndTheTextsBesideIt() throws IOException {
    final TestWebRtcClient client = connected();
    client.open(0, "oriel.messages");
    client.open(2, "oriel.input");
    client.open(4, "oriel.moves");
    client.send(2, hex("01 00000002 02 01 00 01 44200000 43b40000"));
    client.send(4, hex("01 00000001 01 00 44200000 43b40000"));
    client.send(4, hex("01 00000003 01 00 44200000 43b40000"));
    client.say(0, "text");
    client.say(4, "text");
    client.send(0, hex("01 00000004 01 00 44200000 43b40000"));
    client.send(2, hex("01 00000005 01 00 7fc00000 43b40000"));
    client.say(0, "last");
    await().until(() -> session(0).texts().equals(List.of("text", "last")));
    assertThat(session(0).input())
        .containsExactly(
            new InputEvent.PointerButton(640, 360, 0, true, InputEvent.SHIFT),
            new InputEvent.PointerMoved(640, 360, 0));
    assertThat(count(WebRtcCounter.INPUTS_RECEIVED)).isEqualTo(4);
    assertThat(count(WebRtcCounter.MOVES_OUTDATED)).isEqualTo(1);
    assertThat(count(WebRtcCounter.INPUTS_REFUSED)).isEqualTo(1);
    assertThat(count(WebRtcCounter.MESSAGES_MISPLACED)).isEqualTo(2);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void aTextIsNotTakenBeforeThereIsAChannelNorWhenItIsTooLarge() throws IOException {
    final TestWebRtcClient client = connected();
    assertThat(session(0).request().link().send("too early")).isFalse();
    client.open(0, "oriel");
    await().until(() -> session(0).timesOpened() == 1);
    assertThat(session(0).request().link().send("x".repeat(262_145))).isFalse();
  }

  @Test
  void whatIsLostIsSentAgainAndALossOfThePictureBringsAKeyframe() throws IOException {
    final TestWebRtcClient client = connected();
    show(client);
    final int lost = client.receiver().packets(TestWebRtcClient.VIDEO).getFirst().sequence();
    client.send(client.receiver().missing(client.ssrc(), lost));
    await().until(() -> client.receiver().packets(TestWebRtcClient.RTX).size() == 1);
    final int before = feed.keyframeRequests();
    client.send(client.receiver().pictureLoss(client.ssrc()));
    await().until(() -> feed.keyframeRequests() == before + 1);
  }

  @Test
  void aSubscriptionThatEndsIsMadeAgainAndNumbersGoOn() throws IOException {
    final TestWebRtcClient client = connected();
    show(client);
    feed.refuses(true);
    feed.end();
    feed.refuses(false);
    await().until(() -> feed.watching() == 1);
    final int number = feed.emit(true, 9000);
    await()
        .until(() ->
            java.util.Arrays.equals(
                client.receiver().slices(TestWebRtcClient.VIDEO).getLast(),
                FakeVideoFeed.slice(true, number, 9000)));
    final var packets = client.receiver().packets(TestWebRtcClient.VIDEO);
    for (int i = 1; i < packets.size(); i++) {
      assertThat(packets.get(i).sequence()).isEqualTo(packets.get(i - 1).sequence() + 1 & 0xffff);
    }
    assertThat(context.sessions()).hasSize(1);
    assertThat(session(0).left()).isEmpty();
  }

  @Test
  void aStreamThatTakesThePlaceOfAnotherIsSubscribed() throws IOException {
    final TestWebRtcClient client = connected();
    show(client);
    final FakeVideoFeed next = context.add(new FakeStream("main")).feed();
    feed.end();
    await().until(() -> next.watching() == 1);
    assertThat(session(0).left()).isEmpty();
  }

  @Test
  void whoSaysGoodbyeIsGoneAtOnceAndTheSubscriptionWithTheLastOne() throws IOException {
    final TestWebRtcClient client = connected();
    show(client);
    client.leave();
    await().until(() -> session(0).left().size() == 1);
    await().until(() -> feed.watching() == 0);
    assertThat(session(0).left().getFirst().code()).isEqualTo(ErrorCode.VIEWER_GONE);
  }

  @Test
  void whoIsEndedByTheServerHearsWhyAndThenTheConnectionEnds() throws IOException {
    final TestWebRtcClient client = conversing();
    session(0).request().link().close(new Problem(ErrorCode.STREAM_ENDED, "stream \"main\" ended"));
    await().until(client::dtlsEnded);
    assertThat(client.sctp().received())
        .singleElement()
        .asString()
        .startsWith("{\"event_type\":\"bye\",\"payload\":{\"code\":4410,\"action\":\"STOP\"")
        .contains("stream \\\"main\\\" ended");
    assertThat(client.receiver().goodbyes()).isEqualTo(1);
    await().until(() -> session(0).left().size() == 1);
  }

  @Test
  void whoFallsSilentIsGoneAfterEightSeconds() throws IOException {
    final TestWebRtcClient client = conversing();
    show(client);
    stopClock(client);
    context.clock().pass(Duration.ofSeconds(7));
    client.send(client.receiver().alive());
    client.say(0, "alive");
    await().until(() -> session(0).texts().size() == 1);
    context.clock().pass(Duration.ofSeconds(7));
    client.say(0, "alive");
    await().until(() -> session(0).texts().size() == 2);
    assertThat(session(0).left()).isEmpty();
    client.close();
    context.clock().pass(Duration.ofSeconds(9));
    await().until(() -> session(0).left().size() == 1);
    assertThat(session(0).left().getFirst().detail()).contains("nothing was heard");
    assertThat(count(WebRtcCounter.VIEWERS_SILENT)).isEqualTo(1);
  }

  @Test
  void whoNoLongerConsentsIsGoneAfterThirtySeconds() throws IOException {
    final TestWebRtcClient client = conversing();
    stopClock(client);
    for (int i = 1; i <= 4; i++) {
      context.clock().pass(Duration.ofSeconds(7));
      final int heard = i;
      client.say(0, "alive");
      await().until(() -> session(0).texts().size() == heard);
    }
    consent(client);
    for (int i = 5; i <= 8; i++) {
      context.clock().pass(Duration.ofSeconds(7));
      final int heard = i;
      client.say(0, "alive");
      await().until(() -> session(0).texts().size() == heard);
    }
    assertThat(session(0).left()).isEmpty();
    context.clock().pass(Duration.ofSeconds(3));
    await().until(() -> session(0).left().size() == 1);
  }

  /** Time passes only by the test's hand now, and the client was heard at the moment it stopped. */
  private void stopClock(TestWebRtcClient client) throws IOException {
    context.clock().stop();
    consent(client);
  }

  private static void consent(TestWebRtcClient client) throws IOException {
    final int answers = client.stunAnswers();
    client.check();
    await().until(() -> client.stunAnswers() == answers + 1);
  }

  @Test
  void drainingEndsEveryViewerAndLetsNobodyIn() throws IOException {
    final TestWebRtcClient client = conversing();
    open.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
    assertThat(session(0).left()).hasSize(1);
    await().until(client::dtlsEnded);
    assertThat(post("main", Offers.chromium()).status()).isEqualTo(503);
  }

  @Test
  void whoIsEndedWhileTheEncoderOpensIsToldByTheAnswer() throws IOException {
    feed.whileOpening(
        () -> session(0).request().link().close(new Problem(ErrorCode.STREAM_ENDED, "it ended")));
    final HttpResponse ended = post("main", Offers.chromium());
    assertThat(ended.status()).isEqualTo(410);
    assertThat(text(ended)).contains("stream.ended").contains("it ended");
    await().until(() -> session(0).left().size() == 1);

    feed.whileOpening(() -> open.drain(System.nanoTime()));
    final HttpResponse drained = post("main", Offers.chromium());
    assertThat(drained.status()).isEqualTo(503);
    assertThat(drained.headers().first("Retry-After")).isPresent();
    await().until(() -> session(1).left().size() == 1);
    await().until(() -> feed.watching() == 0);
  }

  @Test
  void aFeedThatHasLostItsClassesKeepsNobodysPlace() throws IOException {
    feed.whileOpening(() -> {
      throw new NoClassDefFoundError("by the test");
    });
    assertThatThrownBy(() -> post("main", Offers.chromium())).isInstanceOf(LinkageError.class);
    assertThat(session(0).left()).hasSize(1);
    feed.whileOpening(() -> {});
    final TestWebRtcClient client = connected();
    assertThat(feed.watching()).isEqualTo(1);
    client.leave();
    await().until(() -> feed.watching() == 0);
  }

  @Test
  void closingFreesThePort() throws IOException {
    final TestWebRtcClient client = client();
    final String answer = text(post("main", client.offer()));
    final int port =
        Integer.parseInt(answer.replaceAll("(?s).*a=candidate:1 1 udp \\d+ \\S+ (\\d+) .*", "$1"));
    open.close();
    try (DatagramSocket again =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))) {
      assertThat(again.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void aCheckThatIsNotSignedIsNotAnswered() throws IOException {
    final TestWebRtcClient client = connected();
    assertThat(client.stunAnswers()).isEqualTo(1);
    client.check("nobody:test", "secret");
    client.check("nobody:else", "secret");
    await().until(() -> count(WebRtcCounter.STUN_REFUSED) == 2);
    client.check();
    await().until(() -> client.stunAnswers() == 2);
  }

  @Test
  void aCertificateThatTheOfferDidNotNameIsRefused() throws IOException {
    final TestWebRtcClient client = client();
    client.answered(text(post("main", Offers.chromium("test", Offers.FINGERPRINT))));
    assertThatThrownBy(client::connect).isInstanceOf(IOException.class);
    await().until(() -> session(0).left().size() == 1);
    assertThat(count(WebRtcCounter.HANDSHAKES_FAILED)).isEqualTo(1);
    assertThat(feed.watching()).isZero();
  }

  @Test
  void garbageFromElsewhereDisturbsNobody() throws IOException {
    final long seed = 20261121;
    final Random random = new Random(seed);
    final TestWebRtcClient viewer = conversing();
    show(viewer);
    final TestWebRtcClient hostile = client();
    hostile.answered(text(post("main", hostile.offer())));
    for (int i = 0; i < 5000; i++) {
      final byte[] garbage = new byte[random.nextInt(2500)];
      random.nextBytes(garbage);
      hostile.send(garbage);
    }
    viewer.say(0, "still here");
    await().until(() -> session(0).texts().contains("still here"));
    await().until(() -> count(WebRtcCounter.SOURCES_LIMITED) > 0);
  }

  @Test
  void garbageOfTheViewerItselfEndsNobodyElse() throws IOException {
    final long seed = 20261122;
    final Random random = new Random(seed);
    final TestWebRtcClient honest = conversing();
    final TestWebRtcClient hostile = conversing();
    show(honest);
    for (int i = 0; i < 5000; i++) {
      final byte[] garbage = new byte[1 + random.nextInt(200)];
      random.nextBytes(garbage);
      // A DTLS record or an SRTCP packet, as far as its first byte goes.
      garbage[0] =
          (byte) (random.nextBoolean() ? 20 + random.nextInt(44) : 128 + random.nextInt(64));
      hostile.send(garbage);
    }
    honest.say(0, "still here");
    await().until(() -> session(0).texts().contains("still here"));
    final int number = feed.emit(true, 3000);
    await()
        .until(() ->
            java.util.Arrays.equals(
                honest.receiver().slices(TestWebRtcClient.VIDEO).getLast(),
                FakeVideoFeed.slice(true, number, 3000)));
    assertThat(session(0).left()).isEmpty();
  }
}

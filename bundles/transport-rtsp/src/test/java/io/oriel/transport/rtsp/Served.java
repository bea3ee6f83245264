package io.oriel.transport.rtsp;

import static org.awaitility.Awaitility.await;

import io.oriel.api.error.OrielException;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.FakeVideoFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The transport at work over the loopback, with a feed whose pictures the test emits. */
final class Served implements AutoCloseable {
  final FakeVideoFeed feed = new FakeVideoFeed();
  final FakeTransportContext context = new FakeTransportContext();
  final FakeStream stream = context.add(new FakeStream("main", feed));
  private final RtspTransport transport;
  private final Endpoint endpoint;

  Served(Map<String, Object> settings) throws OrielException {
    transport = new RtspTransport(Configured.with(settings));
    endpoint = (Endpoint) transport.open(context);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  RtspTransport transport() {
    return transport;
  }

  int port() {
    return endpoint.address().getPort();
  }

  TestPlayer connect() throws IOException {
    return TestPlayer.connect(port());
  }

  long count(RtspCounter counter) {
    return transport.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(reading -> reading.value())
        .sum();
  }

  /** Waits, very long for a machine that has nothing else to do. */
  static void awaitThat(String what, BooleanSupplier condition) {
    await(what).atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
  }

  /** A player that plays; its first keyframe, which brings the answer, has been sent. */
  TestPlayer playing() throws IOException {
    final TestPlayer player = connect();
    final int asked = feed.keyframeRequests();
    player.play("/main");
    awaitThat("the keyframe asked for", () -> feed.keyframeRequests() > asked);
    feed.emit(true, 300);
    if (player.answer().status() != 200) {
      throw new IOException("refused");
    }
    return player;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}

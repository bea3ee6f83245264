package io.oriel.transport.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.transport.ViewerLink;
import io.oriel.tck.FakeViewerSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control socket, spoken to byte by byte. */
class ControlChannelTest {
  private static final String ATTACH = "ATTACH protocolVersion=2\n";

  private Fixture shm;

  @BeforeEach
  void start() throws Exception {
    shm = Fixture.start(64, 64);
  }

  @AfterEach
  void stop() {
    shm.close();
  }

  /** A process at the other end. */
  private final class Peer implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    Peer() throws IOException {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(shm.name.socket()));
      in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    FakeViewerSession attach() throws IOException {
      final int before = shm.server.sessions().size();
      say(ATTACH);
      assertThat(in.readLine()).isEqualTo("ATTACH_OK protocolVersion=2 slotCount=3");
      assertThat(shm.server.sessions()).hasSize(before + 1);
      return shm.server.sessions().getLast();
    }

    void say(String text) throws IOException {
      final ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Test
  void whoAttachesIsAViewerUntilItHangsUp() throws Exception {
    final FakeViewerSession session;
    try (Peer peer = new Peer()) {
      session = peer.attach();
      await().atMost(Fixture.PATIENCE).until(() -> session.timesOpened() == 1);
      assertThat(session.request().transport()).isEqualTo("shm");
      assertThat(session.request().stream()).isEqualTo(shm.name.text());
      peer.say(ATTACH);
      shm.awaitCount(ShmCounter.LINES_UNKNOWN, 1);
      assertThat(shm.server.sessions()).as("attached once").hasSize(1);
    }
    await().atMost(Fixture.PATIENCE).until(() -> !session.left().isEmpty());
    assertThat(session.left()).extracting(Problem::code).containsExactly(ErrorCode.VIEWER_GONE);
    assertThat(shm.count(ShmCounter.VIEWERS_LEFT)).isEqualTo(1);
  }

  @Test
  void whoDetachesIsGoneAndCutOff() throws Exception {
    try (Peer peer = new Peer()) {
      final FakeViewerSession session = peer.attach();
      peer.say("DETACH\nMESSAGE late\n");
      assertThat(peer.in.read()).isEqualTo(-1);
      await().atMost(Fixture.PATIENCE).until(() -> !session.left().isEmpty());
      assertThat(session.texts()).isEmpty();
    }
  }

  @Test
  void whoDoesNotAttachIsNoViewer() throws Exception {
    try (Peer peer = new Peer()) {
      peer.say("MESSAGE hello\nINPUT_KEY keyCode=87 scanCode=0 modifiers=0 state=1 tsUs=0\n");
      shm.awaitCount(ShmCounter.LINES_UNKNOWN, 2);
      assertThat(shm.server.sessions()).isEmpty();
    }
  }

  @Test
  void whoIsRefusedIsToldWhyAndCutOff() throws Exception {
    shm.stream.ready(false);
    try (Peer peer = new Peer()) {
      peer.say(ATTACH);
      assertThat(peer.in.readLine())
          .startsWith("ATTACH_REJECTED reason=")
          .contains("stream.not-ready")
          .hasSizeLessThan(256);
      assertThat(peer.in.read()).isEqualTo(-1);
    }
    assertThat(shm.count(ShmCounter.VIEWERS_REFUSED)).isEqualTo(1);
  }

  @Test
  void aDefectWhileAdmittingIsToldAsOne() throws Exception {
    shm.server.breaks();
    try (Peer peer = new Peer()) {
      peer.say(ATTACH);
      assertThat(peer.in.readLine()).startsWith("ATTACH_REJECTED reason=").contains("internal");
      assertThat(peer.in.read()).isEqualTo(-1);
    }
  }

  @Test
  void textsAndInputComeInOrder() throws Exception {
    try (Peer peer = new Peer()) {
      final FakeViewerSession session = peer.attach();
      peer.say("MESSAGE {\"a\": \"ü\"}\r\nMES");
      peer.say("SAGE \nINPUT_KEY keyCode=87 scanCode=0 modifiers=0 state=1 tsUs=0\nUNICODE é\n");
      await().atMost(Fixture.PATIENCE).until(() -> session.input().size() == 2);
      assertThat(session.texts()).containsExactly("{\"a\": \"ü\"}", "");
      assertThat(session.input())
          .containsExactly(new InputEvent.Key("KeyW", true, 0), new InputEvent.Text("é"));
    }
  }

  @Test
  void whatIsWrongIsDroppedAndCountedAndTheViewerStays() throws Exception {
    try (Peer peer = new Peer()) {
      final FakeViewerSession session = peer.attach();
      peer.say("INPUT_KEY keyCode=x\nWHAT 1\n");
      peer.say("INPUT_KEY keyCode=7 scanCode=0 modifiers=0 state=1 tsUs=0\n");
      peer.say("MESSAGE " + "x".repeat(17 << 20) + "\nMESSAGE next\n");
      await().atMost(Fixture.PATIENCE).until(() -> !session.texts().isEmpty());
      assertThat(session.texts()).containsExactly("next");
      assertThat(shm.count(ShmCounter.LINES_MALFORMED)).isEqualTo(1);
      assertThat(shm.count(ShmCounter.LINES_UNKNOWN)).isEqualTo(1);
      assertThat(shm.count(ShmCounter.LINES_TOO_LONG)).isEqualTo(1);
      assertThat(shm.count(ShmCounter.INPUTS_UNKNOWN)).isEqualTo(1);
      assertThat(session.left()).isEmpty();
    }
  }

  @Test
  void aMessageOf64KiBIsTaken() throws Exception {
    try (Peer peer = new Peer()) {
      final FakeViewerSession session = peer.attach();
      final String message = "x".repeat(64 << 10);
      peer.say("MESSAGE " + message + "x\nMESSAGE " + message + "\n");
      await().atMost(Fixture.PATIENCE).until(() -> !session.texts().isEmpty());
      assertThat(session.texts()).containsExactly(message);
    }
  }

  @Test
  void garbageHarmsNobodyElse() throws Exception {
    final Random random = new Random(9);
    try (Peer good = new Peer()) {
      final FakeViewerSession session = good.attach();
      for (int i = 0; i < 50; i++) {
        try (Peer bad = new Peer()) {
          final byte[] bytes = new byte[random.nextInt(100_000)];
          random.nextBytes(bytes);
          bad.channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
          // One of too many at a time: refused as well.
        }
      }
      good.say("MESSAGE still here\n");
      await().atMost(Fixture.PATIENCE).until(() -> !session.texts().isEmpty());
      assertThat(session.left()).isEmpty();
    }
  }

  @Test
  void messagesGoOutOneALine() throws Exception {
    try (Peer peer = new Peer()) {
      final ViewerLink link = peer.attach().request().link();
      assertThat(link.send("{\"ü\": 1}")).isTrue();
      assertThat(link.send("")).isFalse();
      assertThat(link.send("two\nlines")).isFalse();
      assertThat(link.send("x".repeat(2 << 20))).as("more than may wait").isFalse();
      assertThat(link.send("end")).isTrue();
      assertThat(peer.in.readLine()).isEqualTo("MESSAGE {\"ü\": 1}");
      assertThat(peer.in.readLine()).isEqualTo("MESSAGE end");
      assertThat(shm.count(ShmCounter.TEXTS_DROPPED)).isEqualTo(3);
    }
  }

  @Test
  void whoDoesNotReadLosesMessagesAndHoldsUpNobody() throws Exception {
    try (Peer deaf = new Peer();
        Peer other = new Peer()) {
      final ViewerLink link = deaf.attach().request().link();
      final ViewerLink heard = other.attach().request().link();
      final String text = "x".repeat(10_000);
      while (link.send(text)) {
        // Until what waits is as much as may.
      }
      assertThat(heard.send("fine")).isTrue();
      assertThat(other.in.readLine()).isEqualTo("MESSAGE fine");
      link.close(new Problem(ErrorCode.VIEWER_TOO_SLOW, ""));
      await()
          .atMost(Fixture.PATIENCE)
          .until(() -> !shm.server.sessions().getFirst().left().isEmpty());
      assertThat(shm.server.sessions().getFirst().left())
          .extracting(Problem::code)
          .containsExactly(ErrorCode.VIEWER_TOO_SLOW);
    }
  }

  @Test
  void noMoreThanSoManyMayBeConnected() throws Exception {
    final Peer[] peers = new Peer[5];
    for (int i = 0; i < peers.length; i++) {
      peers[i] = new Peer();
    }
    assertThat(peers[4].in.read()).isEqualTo(-1);
    assertThat(shm.count(ShmCounter.CONNECTIONS_REFUSED)).isEqualTo(1);
    peers[0].attach();
    for (final Peer peer : peers) {
      peer.close();
    }
    try (Peer next = awaitRoom()) {
      assertThat(next.in.readLine()).startsWith("ATTACH_OK");
    }
  }

  private Peer awaitRoom() throws Exception {
    final Peer[] peer = new Peer[1];
    await()
        .atMost(Fixture.PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          peer[0] = new Peer();
          peer[0].say(ATTACH);
          peer[0].in.mark(1);
          if (peer[0].in.read() < 0) {
            return false;
          }
          peer[0].in.reset();
          return true;
        });
    return peer[0];
  }
}

package io.oriel.transport.webrtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AssociationTest {
  private static final long MILLI = 1_000_000;
  private static final int SCTP_HEADER = 12;

  private final Deque<byte[]> toClient = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private int opened;
  private int tooLarge;
  private final DataChannels channels =
      new DataChannels(
          (bytes, length) -> toClient.add(Arrays.copyOf(bytes, length)),
          new DataChannels.Listener() {
            @Override
            public void opened() {
              opened++;
            }

            @Override
            public void text(String text) {
              heard.add(text);
            }

            @Override
            public void input(byte[] message, boolean moves) {
              heard.add((moves ? "moves " : "input ") + message.length);
            }

            @Override
            public void misplaced() {
              heard.add("misplaced");
            }

            @Override
            public void tooLarge() {
              tooLarge++;
            }
          });
  private final Association server = channels.association();
  private final TestSctpClient client = new TestSctpClient();
  private Predicate<byte[]> passes = packet -> true;
  private long now = 1;

  private void toServer(byte[] packet) throws IOException {
    server.receive(packet, packet.length, now);
    settle();
  }

  private void toServer(List<byte[]> packets) throws IOException {
    for (final byte[] packet : packets) {
      toServer(packet);
    }
  }

  /** Lets packets go back and forth until none is under way. */
  private void settle() throws IOException {
    byte[] packet;
    while ((packet = toClient.poll()) != null) {
      if (passes.test(packet)) {
        for (final byte[] answer : client.receive(packet)) {
          server.receive(answer, answer.length, now);
        }
      }
    }
  }

  private void establish() throws IOException {
    toServer(client.init());
    toServer(client.open(0, "oriel", 0));
    assertThat(client.established()).isTrue();
  }

  private void say(String text) throws IOException {
    assertThat(channels.ready()).isTrue();
    channels.send(text.getBytes(StandardCharsets.UTF_8));
    server.flush(now);
    settle();
  }

  @Test
  void aChannelIsOpenedOnceAndTextsGoBothWays() throws IOException {
    establish();
    assertThat(opened).isEqualTo(1);
    assertThat(client.channelsAcknowledged()).isEqualTo(1);
    toServer(client.text(0, "hällo", 1000));
    say("wörld");
    assertThat(heard).containsExactly("hällo");
    assertThat(client.received()).containsExactly("wörld");
  }

  @Test
  void emptyTextsAndBinariesAreToldApart() throws IOException {
    establish();
    toServer(client.message(0, 56, new byte[1], 10));
    toServer(client.message(0, 53, new byte[3], 10));
    assertThat(heard).containsExactly("", "misplaced");
  }

  @Test
  void theLabelSaysWhatAChannelIsFor() throws IOException {
    toServer(client.init());
    toServer(client.open(0, "oriel.input", 0));
    toServer(client.open(2, "oriel.moves", 0x81));
    assertThat(opened).as("no channel for texts yet").isZero();
    assertThat(channels.ready()).isFalse();
    toServer(client.open(4, "oriel.messages", 0));
    assertThat(opened).isEqualTo(1);
    toServer(client.message(0, 53, new byte[3], 10));
    toServer(client.unordered(2, 53, new byte[4]));
    toServer(client.message(0, 57, new byte[1], 10));
    toServer(client.text(4, "text", 10));
    toServer(client.text(0, "text", 10));
    toServer(client.unordered(2, 51, new byte[1]));
    toServer(client.message(4, 53, new byte[1], 10));
    assertThat(heard)
        .containsExactly(
            "input 3", "moves 4", "input 0", "text", "misplaced", "misplaced", "misplaced");
  }

  @Test
  void textsGoOutWhereTheyAreExpected() throws IOException {
    toServer(client.init());
    toServer(client.open(0, "oriel.input", 0));
    toServer(client.open(2, "anything", 0));
    say("to the first");
    toServer(client.open(4, "other", 0));
    toServer(client.open(6, "oriel.messages", 0));
    say("to the right one");
    toServer(client.closeStream(6));
    say("to the first again");
    assertThat(client.receivedOn()).containsExactly(2, 6, 2);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void aLabelThatIsCutOrLongerThanItsMessageOpensNothing() throws IOException {
    establish();
    final byte[] open = new byte[12 + 5];
    open[0] = 3;
    open[9] = 6;
    toServer(client.message(2, 50, open, 100));
    open[9] = 5;
    open[11] = 1;
    toServer(client.message(4, 50, open, 100));
    assertThat(client.channelsAcknowledged()).isEqualTo(1);
  }

  @Test
  void longMessagesAreCutAndPutTogether() throws IOException {
    establish();
    final String big = "0123456789".repeat(6_000);
    toServer(client.text(0, big, 900));
    say(big + big);
    assertThat(heard).containsExactly(big);
    assertThat(client.received()).containsExactly(big + big);
  }

  @Test
  void piecesInAnyOrderAndTwiceMakeOneMessage() throws IOException {
    establish();
    final long seed = 20261121;
    final Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      final List<byte[]> packets = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        packets.addAll(client.text(0, round + "." + i + "-" + "x".repeat(2000), 300));
      }
      packets.addAll(packets.subList(0, 7));
      java.util.Collections.shuffle(packets, random);
      toServer(packets);
      assertThat(heard).as("seed %d, round %d", seed, round).hasSize(5 * (round + 1));
      for (int i = 0; i < 5; i++) {
        assertThat(heard.get(5 * round + i)).startsWith(round + "." + i + "-");
      }
    }
  }

  @Test
  void whatIsLostIsSentAgainUntilItArrives() throws IOException {
    establish();
    final long seed = 20261122;
    final Random random = new Random(seed);
    passes = packet -> random.nextInt(100) >= 20;
    final List<String> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      final String text = i + "-" + "y".repeat(random.nextInt(9000));
      said.add(text);
      say(text);
    }
    for (int i = 0; i < 3000 && client.received().size() < said.size(); i++) {
      now += 50 * MILLI;
      server.tick(now);
      settle();
    }
    assertThat(client.received()).as("seed %d", seed).isEqualTo(said);
    assertThat(server.unacknowledgedBytes()).isZero();
  }

  @Test
  void aPeerThatAcknowledgesNothingIsGivenUp() throws IOException {
    establish();
    passes = packet -> false;
    channels.send("anyone?".getBytes(StandardCharsets.UTF_8));
    server.flush(now);
    for (int i = 0; i < 200 && server.state() == Association.State.ESTABLISHED; i++) {
      now += 100 * MILLI;
      server.tick(now);
      settle();
    }
    assertThat(server.state()).isEqualTo(Association.State.ENDED);
    assertThat(now).isLessThan(10_000 * MILLI);
  }

  @Test
  void aPeerThatTakesNothingHoldsBoundedBytes() throws IOException {
    establish();
    client.window(0);
    say("first");
    int taken = 0;
    while (channels.ready() && taken < 10_000) {
      channels.send(new byte[10_000]);
      server.flush(now);
      taken++;
    }
    assertThat(server.unacknowledgedBytes()).isLessThan(Outbound.MOST_WAITING_BYTES + 20_000);
  }

  @Test
  void aClosedChannelIsClosedOnThisSideTooAndItsNumberCanBeUsedAgain() throws IOException {
    establish();
    toServer(client.text(0, "one", 100));
    toServer(client.closeStream(0));
    assertThat(channels.ready()).isFalse();
    toServer(client.open(0, "again", 0));
    toServer(client.text(0, "two", 100));
    assertThat(heard).containsExactly("one", "two");
    assertThat(opened).isEqualTo(1);
  }

  private static byte[] overTheLimit() {
    return new byte[Inbound.MOST_MESSAGE_BYTES + 1];
  }

  /** Changes the flags of the first chunk. */
  private static void withFlags(byte[] packet, int flags) {
    packet[13] = (byte) flags;
    TestSctpClient.sealed(packet);
  }

  private void assertNothingIsLeftOf(int messages) throws IOException {
    assertThat(tooLarge).isEqualTo(messages);
    assertThat(server.state()).isEqualTo(Association.State.ESTABLISHED);
    assertThat(client.aborted()).isFalse();
    assertThat(client.windowOfPeer()).isEqualTo(Inbound.WINDOW_BYTES);
    assertThat(client.acknowledgedByPeer()).isTrue();
  }

  @Test
  void aMessageOverTheLimitIsPassedOverAndWhatFollowsGoesOn() throws IOException {
    establish();
    toServer(client.text(0, "before", 100));
    toServer(client.message(0, 51, overTheLimit(), 1000));
    toServer(client.text(0, "after", 100));
    toServer(client.message(0, 51, new byte[500_000], 1000));
    toServer(client.text(0, "x".repeat(Inbound.MOST_MESSAGE_BYTES), 1000));
    say("still here");
    assertThat(heard).containsExactly("before", "after", "x".repeat(Inbound.MOST_MESSAGE_BYTES));
    assertThat(client.received()).containsExactly("still here");
    assertNothingIsLeftOf(2);
  }

  @Test
  void aMessageInTooManyPiecesIsPassedOver() throws IOException {
    establish();
    toServer(client.text(0, "x".repeat(1024), 1));
    toServer(client.text(0, "x".repeat(1025), 1));
    toServer(client.text(0, "after", 100));
    assertThat(heard).containsExactly("x".repeat(1024), "after");
    assertNothingIsLeftOf(1);
  }

  @Test
  void aMessageOverTheLimitIsPassedOverInWhicheverOrderItsPiecesCome() throws IOException {
    final long seed = 20261125;
    final Random random = new Random(seed);
    establish();
    for (int round = 0; round < 100; round++) {
      final List<byte[]> packets = new ArrayList<>();
      packets.addAll(client.text(0, round + " before", 3));
      packets.addAll(client.message(0, 51, overTheLimit(), 1000 + random.nextInt(2000)));
      packets.addAll(client.text(0, round + " after", 3));
      java.util.Collections.shuffle(packets, random);
      toServer(packets);
      assertThat(heard)
          .as("seed %d, round %d", seed, round)
          .containsExactly(round + " before", round + " after");
      heard.clear();
      assertThat(tooLarge).isGreaterThan(round);
      assertThat(client.windowOfPeer()).isEqualTo(Inbound.WINDOW_BYTES);
      assertThat(client.acknowledgedByPeer()).isTrue();
    }
  }

  @Test
  void aMessageOverTheLimitThatNeverEndsHoldsNothing() throws IOException {
    establish();
    final List<byte[]> endless = client.message(0, 51, new byte[2_000_000], 100);
    withFlags(endless.getLast(), 0);
    for (final byte[] packet : endless) {
      toServer(packet);
      assertThat(client.windowOfPeer())
          .isGreaterThan(Inbound.WINDOW_BYTES - 3 * Inbound.MOST_MESSAGE_BYTES);
    }
    assertNothingIsLeftOf(1);
  }

  @Test
  void piecesOfAMessageThatNeverBeganHoldNothing() throws IOException {
    establish();
    final List<byte[]> packets = client.message(0, 51, new byte[100_000], 100);
    withFlags(packets.getFirst(), 0);
    toServer(packets);
    assertNothingIsLeftOf(0);
  }

  @Test
  void noMoreThanSixteenChannels() throws IOException {
    establish();
    for (int i = 1; i < 30; i++) {
      toServer(client.open(2 * i, "c" + i, 0));
    }
    assertThat(client.channelsAcknowledged()).isEqualTo(16);
  }

  @Test
  void textOnAStreamThatIsNoChannelIsNotHeard() throws IOException {
    establish();
    toServer(client.text(7, "nobody", 100));
    assertThat(heard).isEmpty();
  }

  @Test
  void whoSendsAlongWithItsCookieIsNotTakenForSilent() throws IOException {
    now = 60_000 * MILLI;
    final byte[] init = client.init();
    server.receive(init, init.length, now);
    final byte[] cookie = client.receive(toClient.poll()).getFirst();
    final byte[] open = client.open(0, "oriel", 0).getFirst();
    final byte[] both = Arrays.copyOf(cookie, cookie.length + open.length - SCTP_HEADER);
    System.arraycopy(open, SCTP_HEADER, both, cookie.length, open.length - SCTP_HEADER);
    TestSctpClient.sealed(both);
    server.receive(both, both.length, now);
    server.tick(now);
    assertThat(server.state()).isEqualTo(Association.State.ESTABLISHED);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void anAbortEndsIt() throws IOException {
    establish();
    toServer(client.abort());
    assertThat(server.state()).isEqualTo(Association.State.ENDED);
  }

  @Test
  void aPacketOfAnotherAssociationIsPassedOver() throws IOException {
    establish();
    toServer(TestSctpClient.packet(12345, TestSctpClient.chunk(6, 0, new byte[0])));
    assertThat(server.state()).isEqualTo(Association.State.ESTABLISHED);
  }

  @Test
  void bufferedPiecesStayWithinTheWindow() throws IOException {
    establish();
    final Inbound inbound = new Inbound(channels);
    inbound.begin(1);
    for (int i = 0; i < 2000; i++) {
      // Middles of messages that never begin, and never the next one.
      final java.nio.ByteBuffer value = java.nio.ByteBuffer.allocate(12 + 1000);
      value.putInt(0, 2 + 2 * i % 2000);
      inbound.data(0, value);
    }
    assertThat(inbound.buffered()).isLessThanOrEqualTo(Inbound.WINDOW_BYTES);
  }

  @Test
  void mutatedPacketsNeverThrow() throws IOException {
    final long seed = 20261123;
    final Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      final AssociationTest world = new AssociationTest();
      world.establish();
      for (int i = 0; i < 50 && world.server.state() != Association.State.ENDED; i++) {
        final byte[] packet = world.mutated(random);
        try {
          world.server.receive(packet, packet.length, now);
          world.server.tick(now);
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed + ", round " + round + "." + i, e);
        }
        world.toClient.clear();
      }
    }
  }

  /** A packet with the right tag and checksum whose chunk is broken somewhere. */
  private byte[] mutated(Random random) {
    final byte[] base =
        switch (random.nextInt(6)) {
          case 0 -> client.init();
          case 1 -> client.closeStream(0);
          case 2 -> TestSctpClient.packet(0, TestSctpClient.chunk(3, 0, new byte[20]));
          case 3 -> TestSctpClient.packet(0, TestSctpClient.chunk(192, 0, new byte[12]));
          case 4 -> client.open(2, "label", 0).getFirst();
          default -> client.text(0, "text that may be broken", 100).getFirst();
        };
    System.arraycopy(client.abort(), 4, base, 4, 4);
    for (int i = random.nextInt(4); i >= 0; i--) {
      base[12 + random.nextInt(base.length - 12)] = (byte) random.nextInt(256);
    }
    final int length = random.nextInt(4) > 0 ? base.length : random.nextInt(base.length);
    return TestSctpClient.sealed(Arrays.copyOf(base, Math.max(12, length)));
  }

  @Test
  void aForgedPacketDoesNotDisturbTheHonestPeer() throws IOException {
    final long seed = 20261124;
    final Random random = new Random(seed);
    establish();
    for (int round = 0; round < 5000; round++) {
      final byte[] packet = mutated(random);
      // Either the checksum or the tag is wrong now.
      packet[4 + random.nextInt(8)] ^= (byte) (1 + random.nextInt(255));
      server.receive(packet, packet.length, now);
    }
    toClient.clear();
    say("still here");
    assertThat(client.received()).as("seed %d", seed).containsExactly("still here");
  }
}

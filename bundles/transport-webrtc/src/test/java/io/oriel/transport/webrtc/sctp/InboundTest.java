package io.oriel.transport.webrtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InboundTest {
  private static final int BEGIN = Chunk.FLAG_BEGIN;
  private static final int END = Chunk.FLAG_END;

  private final List<String> heard = new ArrayList<>();
  private final Inbound inbound =
      new Inbound(
          new Association.Listener() {
            @Override
            public void message(int stream, int protocol, byte[] message) {
              heard.add(new String(message, StandardCharsets.US_ASCII));
            }

            @Override
            public void tooLarge(int stream) {
              heard.add("too large");
            }

            @Override
            public void streamClosed(int stream) {
              throw new AssertionError("none is closed here");
            }
          });

  private void piece(int tsn, int flags, int sequence, String text) throws IOException {
    final ByteBuffer value = ByteBuffer.allocate(12 + text.length());
    value.putInt(tsn).putShort((short) 0).putShort((short) sequence).putInt(51);
    value.put(text.getBytes(StandardCharsets.US_ASCII));
    inbound.data(flags, value);
  }

  /** The peer gives up on everything up to a number, and on the messages of stream 0 up to one. */
  private void forward(int tsn, int sequence) throws IOException {
    inbound.forward(
        ByteBuffer.allocate(8).putInt(tsn).putShort((short) 0).putShort((short) sequence));
  }

  @Test
  void whatAPeerGivesUpIsForgottenAndWhatFollowsGoesOn() throws IOException {
    inbound.begin(1);
    piece(1, BEGIN, 0, "a");
    piece(3, 0, 0, "c");
    piece(6, BEGIN | END, 2, "later");
    piece(8, 0, 3, "y");
    forward(4, 0);
    assertThat(inbound.cumulative()).isEqualTo(4);
    piece(5, BEGIN | END, 1, "next");
    assertThat(heard).containsExactly("next", "later");
    piece(9, END, 3, "z");
    piece(7, BEGIN, 3, "x");
    assertThat(heard).containsExactly("next", "later", "xyz");
    assertThat(inbound.buffered()).isZero();
  }

  @Test
  void whatAPeerGivesUpHalfwayIsNotPutTogetherLater() throws IOException {
    inbound.begin(1);
    piece(1, BEGIN, 0, "a");
    piece(2, 0, 0, "b");
    piece(3, 0, 0, "c");
    forward(4, 0);
    piece(5, END, 0, "e");
    piece(6, BEGIN | END, 1, "next");
    assertThat(heard).containsExactly("next");
    assertThat(inbound.buffered()).isZero();
  }

  @Test
  void aPieceThatBelongsToNeitherSideWaitsForNothing() throws IOException {
    inbound.begin(1);
    piece(2, END, 0, "b");
    piece(3, 0, 1, "c");
    piece(1, BEGIN, 0, "a");
    piece(4, BEGIN | END, 1, "next");
    assertThat(heard).containsExactly("ab", "next");
    assertThat(inbound.buffered()).isZero();
  }

  @Test
  void messagesWaitForThoseBeforeThemAlsoWhereNumbersWrap() throws IOException {
    inbound.begin(-2);
    for (int i = 0; i < 65_534; i++) {
      piece(i - 2, BEGIN | END, i, "x");
    }
    heard.clear();
    final int next = 65_532;
    piece(next + 3, BEGIN | END, 1, "4");
    piece(next + 1, BEGIN | END, 0xffff, "2");
    piece(next + 2, BEGIN | END, 0, "3");
    piece(next, BEGIN | END, 0xfffe, "1");
    assertThat(heard).containsExactly("1", "2", "3", "4");
    piece(next + 5, BEGIN | END, 3, "6");
    forward(next + 4, 2);
    assertThat(heard).endsWith("4", "6");
    assertThat(inbound.buffered()).isZero();
  }

  /** The most pieces that a message may come in. */
  private static final int MOST = 1024;

  private static List<Integer> shuffled(int seed) {
    final List<Integer> places = new ArrayList<>(IntStream.range(0, MOST).boxed().toList());
    Collections.shuffle(places, new Random(seed));
    return places;
  }

  static Stream<List<Integer>> orders() {
    final List<Integer> rising = IntStream.range(0, MOST).boxed().toList();
    return Stream.of(rising, rising.reversed(), shuffled(1), shuffled(2), shuffled(3));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aMessageOfManyPiecesIsPutTogetherInWhateverOrderTheyCome(List<Integer> places)
      throws IOException {
    inbound.begin(1);
    for (final int place : places) {
      final int flags = (place == 0 ? BEGIN : 0) | (place == MOST - 1 ? END : 0);
      piece(1 + place, flags, 0, String.valueOf((char) ('a' + place % 26)));
    }
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst()).hasSize(MOST).startsWith("abcdefghijklmnopqrstuvwxyzabc");
    assertThat(heard.getFirst().charAt(MOST - 1)).isEqualTo((char) ('a' + (MOST - 1) % 26));
    assertThat(inbound.buffered()).isZero();
  }
}

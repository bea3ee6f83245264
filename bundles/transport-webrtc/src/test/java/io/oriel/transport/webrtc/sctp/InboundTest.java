package io.oriel.transport.webrtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  /** The least that a piece costs in messages of so many. */
  private long nanosPerPiece(int pieces) throws IOException {
    final var thread = ManagementFactory.getThreadMXBean();
    final int total = 40_000;
    long least = Long.MAX_VALUE;
    int tsn = inbound.cumulative() + 1;
    int sequence = 0;
    for (int round = 0; round < 7; round++) {
      final long began = thread.getCurrentThreadCpuTime();
      for (int i = 0; i < total; i++) {
        final int place = i % pieces;
        piece(tsn++, (place == 0 ? BEGIN : 0) | (place == pieces - 1 ? END : 0) | 4, sequence, "x");
      }
      least = Math.min(least, thread.getCurrentThreadCpuTime() - began);
      sequence++;
    }
    heard.clear();
    return least / total;
  }

  @Test
  void aPieceCostsTheSameInAMessageOfMany() throws IOException {
    inbound.begin(1);
    final long[] few = {nanosPerPiece(20), nanosPerPiece(20)};
    assertThat(nanosPerPiece(1000)).isLessThan(5 * Arrays.stream(few).max().orElseThrow());
  }
}

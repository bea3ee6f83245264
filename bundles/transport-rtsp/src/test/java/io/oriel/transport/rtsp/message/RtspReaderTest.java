package io.oriel.transport.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtspReaderTest {
  private static final String REQUEST =
      "SETUP rtsp://127.0.0.1/main/video RTSP/1.0\r\nCSeq: 7\r\n"
          + "Transport: RTP/AVP;unicast;client_port=5000-5001\r\nTransport: RTP/AVP/TCP\r\n"
          + "content-length: 4\r\n\r\nbody";

  private final RtspReader reader = new RtspReader();

  private Optional<RtspMessage> read(String text) throws RtspException {
    return reader.next(bytes(text));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsARequestWhereverItIsCut() throws Exception {
    for (int cut = 0; cut < REQUEST.length(); cut++) {
      final RtspReader fresh = new RtspReader();
      final ByteBuf in = Unpooled.buffer();
      in.writeBytes(bytes("\r\n" + REQUEST.substring(0, cut)));
      assertThat(fresh.next(in)).as("cut at %d", cut).isEmpty();
      in.writeBytes(bytes(REQUEST.substring(cut) + "OPTIONS * RTSP/1.0\nCSeq: 8\n\n"));
      final RtspRequest request = (RtspRequest) fresh.next(in).orElseThrow();
      assertThat(request.method()).isEqualTo("SETUP");
      assertThat(request.uri()).isEqualTo("rtsp://127.0.0.1/main/video");
      assertThat(request.version()).isEqualTo("RTSP/1.0");
      assertThat(request.sequence()).contains("7");
      assertThat(request.header("TRANSPORT"))
          .contains("RTP/AVP;unicast;client_port=5000-5001, RTP/AVP/TCP");
      assertThat(request.body()).isEqualTo("body");
      final RtspRequest next = (RtspRequest) fresh.next(in).orElseThrow();
      assertThat(next.method()).isEqualTo("OPTIONS");
      assertThat(fresh.next(in)).isEmpty();
    }
  }

  @Test
  void readsBinaryFramesBetweenRequests() throws Exception {
    final ByteBuf in =
        bytes("$\u0001\u0000\u0003abc" + REQUEST + "$\u00ff\u0000\u0000$\u0002\u0000\u0002x");
    final InterleavedFrame first = (InterleavedFrame) reader.next(in).orElseThrow();
    assertThat(first.channel()).isEqualTo(1);
    assertThat(first.data()).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(reader.next(in)).get().isInstanceOf(RtspRequest.class);
    assertThat(((InterleavedFrame) reader.next(in).orElseThrow()).channel()).isEqualTo(255);
    assertThat(reader.next(in)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n",
        "OPTIONS  * RTSP/1.0\r\n\r\n",
        "OPTIONS * RTSP/1.0 \r\n\r\n",
        "OPTIONS * RTSP/1.0\r\nno colon\r\n\r\n",
        "OPTIONS * RTSP/1.0\r\n folded: x\r\n\r\n",
        "OPTIONS * RTSP/1.0\r\na: \u0000\r\n\r\n",
        "OPTIONS * RTSP/1.0\r\na: b\rc: d\r\n\r\n",
        "OPTIONS * RTSP/1.0\r\nContent-Length: -1\r\n\r\n",
        "OPTIONS * RTSP/1.0\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "OPTIONS rtsp://\u00e9 RTSP/1.0\r\n\r\n"
      })
  void refusesWhatIsNoRequest(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            RtspException.class, e -> assertThat(e.status()).isEqualTo(RtspStatus.BAD_REQUEST));
  }

  @Test
  void refusesTooMuchOfEverything() {
    final String start = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n";
    assertRefused("OPTIONS " + "x".repeat(5000) + " RTSP/1.0\r\n\r\n", RtspStatus.BAD_REQUEST);
    assertRefused(start + "a: " + "x".repeat(5000) + "\r\n\r\n", RtspStatus.BAD_REQUEST);
    assertRefused(start + "a: b\r\n".repeat(64) + "\r\n", RtspStatus.BAD_REQUEST);
    assertRefused("x".repeat(RtspReader.MOST_HEAD_BYTES), RtspStatus.BAD_REQUEST);
    assertRefused(start + "Content-Length: 4097\r\n\r\n", RtspStatus.BODY_TOO_LARGE);
  }

  private static void assertRefused(String text, RtspStatus status) {
    assertThatThrownBy(() -> new RtspReader().next(bytes(text)))
        .isInstanceOfSatisfying(RtspException.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void aNumberThatIsNoneIsNone() throws Exception {
    for (final String header : new String[] {"", "CSeq: x\r\n", "CSeq: 1\r\nCSeq: 2\r\n"}) {
      final RtspRequest request =
          (RtspRequest) read("OPTIONS * RTSP/1.0\r\n" + header + "\r\n").orElseThrow();
      assertThat(request.sequence()).isEmpty();
    }
  }

  @Test
  void mutationsAreReadOrRefused() {
    final long seed = 20261122;
    final Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      final byte[] bytes = REQUEST.getBytes(StandardCharsets.ISO_8859_1);
      for (int i = random.nextInt(8); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      final ByteBuf in =
          Unpooled.wrappedBuffer(Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1));
      final RtspReader fresh = new RtspReader();
      try {
        while (fresh.next(in).isPresent()) {
          assertThat(in.readerIndex()).as("seed %d, round %d", seed, round).isPositive();
        }
      } catch (RtspException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}

package io.oriel.runtime.grab.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtspReaderTest {
  private static RtspReader reader(String text) {
    return new RtspReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void readsAnswersAndFramesInTheirOrder() throws Exception {
    RtspReader reader =
        reader(
            "$\0\0\3abc"
                + "RTSP/1.0 401 Not Yet\r\nWWW-Authenticate: one\r\nwww-authenticate:two\r\n"
                + "Content-Length: 4\r\n\r\nbody"
                + "\r\n$\1\0\0"
                + "OPTIONS * RTSP/1.0\nCSeq: 1\n\n");
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            RtspMessage.Frame.class,
            frame -> {
              assertThat(frame.channel()).isZero();
              assertThat(frame.bytes()).asString().isEqualTo("abc");
            });
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            RtspMessage.Answer.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(401);
              assertThat(answer.reason()).isEqualTo("Not Yet");
              assertThat(answer.headers().get("www-authenticate")).containsExactly("one", "two");
              assertThat(answer.body()).isEqualTo("body");
            });
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            RtspMessage.Frame.class, frame -> assertThat(frame.channel()).isEqualTo(1));
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            RtspMessage.Answer.class, request -> assertThat(request.status()).isZero());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "RTSP/1.0 many OK\r\n\r\n",
        "RTSP/1.0 200 OK\r\nno header\r\n\r\n",
        "RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n",
        "RTSP/1.0 200 OK\r\nContent-Length: 999999\r\n\r\n",
        "RTSP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nshrt",
        "$\0\1\1cut",
        "RTSP/1.0 200"
      })
  void refusesWhatIsMalformed(String text) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> reader(text).next());
  }

  @Test
  void refusesWhatHasNoEnd() {
    String header = "RTSP/1.0 200 OK\r\n";
    for (String text :
        new String[] {
          "R".repeat(20_000), header + "A: " + "b".repeat(20_000), header + "A: b\r\n".repeat(200)
        }) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> reader(text).next())
          .withMessageContaining("too");
    }
  }

  @Test
  void readsOrRefusesWhateverComes() throws Exception {
    long seed = 20261122;
    Random random = new Random(seed);
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    good.writeBytes("$\0\0\5hello".getBytes(StandardCharsets.ISO_8859_1));
    good.writeBytes(
        "RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 3\r\nSession: a;timeout=60\r\n\r\nabc"
            .getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.toByteArray();
      for (int j = random.nextInt(6); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      RtspReader reader = new RtspReader(new ByteArrayInputStream(bytes));
      try {
        for (int messages = 0; ; messages++) {
          reader.next();
          assertThat(messages).as("seed %d, round %d", seed, i).isLessThan(bytes.length);
        }
      } catch (IOException end) {
        assertThat(end).hasMessageMatching("its answer has .*|it ended .*|what answers .*");
      }
    }
  }
}

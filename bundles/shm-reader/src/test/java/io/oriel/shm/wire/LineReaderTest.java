package io.oriel.shm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int MOST = 1000;

  private final List<String> lines = new ArrayList<>();
  private int tooLong;
  private final LineReader reader =
      new LineReader(
          MOST, line -> lines.add(new String(line, StandardCharsets.ISO_8859_1)), () -> tooLong++);

  @Test
  void cutsLinesWhereverTheBytesAreCut() {
    feed("one\r\ntw");
    feed("o\n\nhalf");
    assertThat(lines).containsExactly("one", "two", "");
    feed("\r");
    assertThat(lines).hasSize(3);
    feed("\n");
    assertThat(lines).last().isEqualTo("half");
  }

  @Test
  void passesOverALineThatIsTooLongAndGoesOnWithTheNext() {
    feed("x".repeat(MOST) + "\r\n" + "y".repeat(MOST + 1) + "\n" + "z".repeat(100 * MOST));
    feed("\nnext\n");
    assertThat(lines).containsExactly("x".repeat(MOST), "next");
    assertThat(tooLong).isEqualTo(2);
  }

  /** Against a split of the whole, over random bytes in random pieces. */
  @Test
  void losesAndInventsNothing() {
    final Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      final byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      for (int i = 0; i < random.nextInt(40); i++) {
        bytes[random.nextInt(bytes.length + 1) % Math.max(1, bytes.length)] = '\n';
      }
      lines.clear();
      tooLong = 0;
      feed("\n");
      lines.clear();
      for (int at = 0; at < bytes.length; ) {
        final int end = Math.min(bytes.length, at + 1 + random.nextInt(700));
        reader.feed(ByteBuffer.wrap(bytes, at, end - at));
        at = end;
      }
      feed("\n");
      final List<String> all =
          Arrays.stream((new String(bytes, StandardCharsets.ISO_8859_1) + "\n").split("\n", -1))
              .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
              .toList();
      final List<String> expected = all.subList(0, all.size() - 1);
      assertThat(lines)
          .containsExactlyElementsOf(
              expected.stream().filter(line -> line.length() <= MOST).toList());
      assertThat(tooLong).isEqualTo(expected.size() - lines.size());
    }
  }

  private void feed(String text) {
    reader.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}

package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void usesNoColoursWhenAskedNotTo() {
    assertThat(Terminal.colours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.colours(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
  }

  @Test
  void usesNoColoursOnATerminalThatHasNone() {
    assertThat(Terminal.colours(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.colours(Map.of())).isFalse();
  }

  @Test
  void breaksLongTextsAtEightyColumns() {
    String text = Paragraph.indented(6, "word ".repeat(60));
    assertThat(text.lines()).allMatch(line -> line.length() <= 80 && line.startsWith("      w"));
    assertThat(Paragraph.firstLine(4, "word ".repeat(60)).lines())
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith("word ...").hasSizeLessThanOrEqualTo(80));
  }
}

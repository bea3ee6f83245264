package io.oriel.runtime.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void figuresStandToTheRightUnderTheirTitles() {
    assertThat(new Table("", "vector", "peer").row("LdrColor", "1", "22").row("x", "333", "-"))
        .hasToString(
            """
                      vector  peer
            LdrColor       1    22
            x            333     -
            """);
  }
}

package io.oriel.shm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {
  @Test
  void namesTheObjectsThatOvstreamOpens() {
    final StreamName name = new StreamName("main");
    assertThat(name.region()).hasToString("/dev/shm/ovstream-main");
    assertThat(name.semaphoreFile()).hasToString("/dev/shm/sem.ovstream-main-wake");
    assertThat(name.socket().getFileName()).hasToString("ovstream-main.sock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "../x",
        "a b",
        "a\n",
        "ä",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void refusesWhatWouldNameAnythingElse(String text) {
    assertThatThrownBy(() -> new StreamName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 63");
  }
}

package io.oriel.transport.webrtc.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LostPacketsTest {
  @Test
  void numbersComeOutInOrderAndNoMoreThanFit() {
    final LostPackets lost = new LostPackets();
    assertThat(lost.poll()).isEqualTo(-1);
    for (int i = 0; i < 1024; i++) {
      assertThat(lost.offer(i)).isTrue();
    }
    assertThat(lost.offer(1024)).isFalse();
    for (int i = 0; i < 1024; i++) {
      assertThat(lost.poll()).isEqualTo(i);
    }
    assertThat(lost.poll()).isEqualTo(-1);
    assertThat(lost.offer(7)).isTrue();
  }
}

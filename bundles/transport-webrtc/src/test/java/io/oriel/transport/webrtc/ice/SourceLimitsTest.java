package io.oriel.transport.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SourceLimitsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSourceOfGarbageIsPassedOverForTheRestOfTheSecond() throws UnknownHostException {
    final SourceLimits limits = new SourceLimits(3);
    final InetAddress noisy = InetAddress.getByName("192.0.2.1");
    final InetAddress quiet = InetAddress.getByName("192.0.2.2");
    for (int i = 0; i < 3; i++) {
      assertThat(limits.allows(noisy, 5)).isTrue();
      limits.useless(noisy, 5);
    }
    assertThat(limits.allows(noisy, 6)).isFalse();
    assertThat(limits.allows(quiet, 6)).isTrue();
    assertThat(limits.allows(noisy, 5 + SECOND)).isTrue();
  }
}

package io.oriel.transport.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateAddressesTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

  @Test
  void aLoopbackBindAdvertisesTheLoopback() throws OrielException {
    assertThat(CandidateAddresses.choose(LOOPBACK, List.of(), "")).containsExactly(LOOPBACK);
  }

  @Test
  void aWildcardBindAdvertisesUsableAddressesButNeverTheWildcard() throws OrielException {
    assertThat(CandidateAddresses.choose(ANY, List.of(), ""))
        .isNotEmpty()
        .allSatisfy(a -> {
          assertThat(a.isAnyLocalAddress()).isFalse();
          assertThat(a.isLinkLocalAddress()).isFalse();
        });
  }

  @Test
  void thePublicAddressComesFirstAndConfiguredOnesReplaceTheRest() throws OrielException {
    assertThat(CandidateAddresses.choose(ANY, List.of("10.0.0.7", "fd00::7"), "203.0.113.9"))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("203.0.113.9", "10.0.0.7", "fd00:0:0:0:0:0:0:7");
  }

  @Test
  void linesCarryFallingPriorities() {
    assertThat(
            CandidateAddresses.lines(List.of(LOOPBACK, InetAddress.ofLiteral("10.0.0.7")), 47998))
        .containsExactly(
            "a=candidate:1 1 udp 2130706431 127.0.0.1 47998 typ host",
            "a=candidate:2 1 udp 2130706175 10.0.0.7 47998 typ host");
  }

  @Test
  void aNameIsNoAddress() {
    assertThatThrownBy(() -> CandidateAddresses.choose(ANY, List.of("localhost"), ""))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
        .hasMessageContaining("advertisedAddresses")
        .hasMessageContaining("localhost");
  }
}

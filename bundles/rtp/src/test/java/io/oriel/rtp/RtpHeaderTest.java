package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
  @Test
  void carriesThePlayoutDelayOfZeroInEveryPacket() {
    final byte[] packet = new byte[20];
    final RtpHeader header = new RtpHeader(102, 0x01020304, HeaderExtensions.noPlayoutDelay(5));
    header.write(packet, 0x1ffff, 0x0a0b0c0d, true);
    assertThat(header.size()).isEqualTo(20);
    assertThat(packet).isEqualTo(Hex.bytes("90e6ffff 0a0b0c0d 01020304 bede0001 52000000"));
    header.write(packet, 0, 0, false);
    assertThat(packet[1]).isEqualTo((byte) 102);
  }

  @Test
  void isTwelveBytesWithoutExtensions() {
    final byte[] packet = new byte[20];
    final RtpHeader header = new RtpHeader(102, 1, HeaderExtensions.NONE);
    header.write(packet, 1, 2, false);
    assertThat(header.size()).isEqualTo(12);
    assertThat(Arrays.copyOf(packet, 12)).isEqualTo(Hex.bytes("80660001 00000002 00000001"));
  }

  @Test
  void anIdThatTheOneByteFormCannotCarryIsRefused() {
    assertThatThrownBy(() -> HeaderExtensions.noPlayoutDelay(15))
        .hasMessageContaining("15")
        .hasMessageContaining("1 to 14");
  }
}

package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
  @Test
  void readsWhatTheHeaderWrites() {
    final byte[] packet = new byte[25];
    final RtpHeader header = new RtpHeader(97, 0x80000001, HeaderExtensions.noPlayoutDelay(3));
    header.write(packet, 65_535, -2, true);
    assertThat(RtpPacket.read(packet, 25))
        .contains(new RtpPacket(97, true, 65_535, -2, 0x80000001, header.size(), 5));
  }

  @Test
  void leavesSourcesAndPaddingOut() {
    final byte[] packet = Hex.bytes("a2600001 00000002 00000003 00000004 00000005 aabbcc03 aa0003");
    packet[packet.length - 1] = 3;
    assertThat(RtpPacket.read(packet, packet.length))
        .contains(new RtpPacket(96, false, 1, 2, 3, 20, 4));
  }

  @Test
  void refusesWhatIsCutOffOrOfAnotherVersion() {
    for (final String bytes :
        new String[] {
          "8060000100000002000000",
          "406000010000000200000003",
          "836000010000000200000003",
          "906000010000000200000003",
          "90600001000000020000000300000001",
          "a0600001000000020000000300",
          "a0600001000000020000000302"
        }) {
      final byte[] packet = Hex.bytes(bytes);
      assertThat(RtpPacket.read(packet, packet.length)).as(bytes).isEmpty();
    }
  }

  @Test
  void staysWithinThePacketWhateverItSays() {
    final long seed = 7;
    final Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      final byte[] packet = new byte[random.nextInt(64)];
      random.nextBytes(packet);
      if (packet.length > 0) {
        packet[0] = (byte) (0x80 | packet[0] & 0x3f);
      }
      final int round = i;
      RtpPacket.read(packet, packet.length)
          .ifPresent(read ->
              assertThat(read.offset() + read.length())
                  .as("seed %d, round %d", seed, round)
                  .isBetween(read.offset(), packet.length));
    }
  }
}

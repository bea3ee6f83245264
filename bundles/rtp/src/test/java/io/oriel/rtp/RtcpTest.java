package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {
  /** Writes down what it is told. */
  private static final class Notes implements RtcpReader.Listener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void report(RtcpReader.ReceiverReport report) {
      heard.add(
          "report "
              + report.ssrc()
              + " lost "
              + report.fractionLost()
              + " "
              + report.packetsLost());
    }

    @Override
    public void lost(int ssrc, int sequence) {
      heard.add("lost " + sequence);
    }

    @Override
    public void pictureLost(int ssrc) {
      heard.add("pli " + ssrc);
    }

    @Override
    public void keyframeAsked(int ssrc, int command) {
      heard.add("fir " + ssrc + " " + command);
    }

    @Override
    public void estimate(long bitsPerSecond) {
      heard.add("remb " + bitsPerSecond);
    }

    @Override
    public void bye() {
      heard.add("bye");
    }
  }

  private static final byte[] COMPOUND =
      Hex.bytes(
          """
          81c90007 00000001 00000005 40fffffe 00000000 00000000 00000000 00000000
          81cd0003 00000001 00000005 fffe0003
          81ce0002 00000001 00000005
          84ce0004 00000001 00000000 00000005 07000000
          8fce0005 00000001 00000000 52454d42 010c4240 00000005
          8fcd0004 00000001 00000005 12345678 9abcdef0
          80cb0000\
          """);

  @Test
  void hearsEverythingThatASenderActsOn() {
    final Notes notes = new Notes();
    assertThat(RtcpReader.read(COMPOUND, COMPOUND.length, notes)).isTrue();
    assertThat(notes.heard)
        .containsExactly(
            "report 5 lost 64 -2",
            "lost 65534",
            "lost 65535",
            "lost 0",
            "pli 5",
            "fir 5 7",
            "remb 135680",
            "bye");
  }

  @Test
  void oneCompoundPacketCannotAskForMoreThan512Packets() {
    final byte[] packet = new byte[12 + 4 * 300];
    packet[0] = (byte) 0x81;
    packet[1] = (byte) 205;
    Bytes.putShort(packet, 2, packet.length / 4 - 1);
    for (int i = 12; i < packet.length; i += 4) {
      Bytes.putInt(packet, i, 0x0000ffff);
    }
    final Notes notes = new Notes();
    RtcpReader.read(packet, packet.length, notes);
    assertThat(notes.heard).hasSize(512);
  }

  @Test
  void mutationsNeverThrow() {
    final long seed = 20261121;
    final Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      final byte[] packet = COMPOUND.clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      final int length = random.nextInt(packet.length + 1);
      assertThat(RtcpReader.read(packet, length, new Notes()))
          .as("seed %d, round %d", seed, round)
          .isIn(true, false);
    }
  }

  @Test
  void aSenderReportIsOneThatAReaderUnderstands() {
    final byte[] packet = new byte[128];
    final int length = RtcpWriter.senderReport(packet, 5, 0x1111111122222222L, 3, 4, 6, "oriel");
    assertThat(length % 4).isZero();
    assertThat(RtcpReader.read(packet, length, new Notes())).isTrue();
    assertThat(Bytes.getInt(packet, 8)).isEqualTo(0x11111111);
    assertThat(Bytes.getInt(packet, 12)).isEqualTo(0x22222222);
    assertThat(Bytes.unsignedByte(packet, 29)).isEqualTo(202);
    assertThat(new String(packet, 38, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("oriel");
  }

  @Test
  void ntpTimeCountsFrom1900InFractionsOfASecond() {
    assertThat(RtcpWriter.ntpTime(0, 0)).isEqualTo(2_208_988_800L << 32);
    assertThat(RtcpWriter.ntpTime(1500, 0)).isEqualTo(2_208_988_801L << 32 | 0x80000000L);
  }

  @Test
  void goodbyeIsHeard() {
    final byte[] packet = new byte[64];
    final Notes notes = new Notes();
    assertThat(RtcpReader.read(packet, RtcpWriter.bye(packet, 5, 6), notes)).isTrue();
    assertThat(notes.heard).containsExactly("bye");
  }
}

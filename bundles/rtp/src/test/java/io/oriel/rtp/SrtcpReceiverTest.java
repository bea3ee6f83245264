package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtcpReceiverTest {
  private static final byte[] KEY = Hex.bytes("000102030405060708090a0b0c0d0e0f");

  private static byte[] salt(SrtpProfile profile) {
    final byte[] salt = new byte[profile.saltBytes()];
    Arrays.fill(salt, (byte) 7);
    return salt;
  }

  private static byte[] goodbye(SrtpSender sender) {
    final byte[] packet = new byte[128];
    final int plain = RtcpWriter.bye(packet, 1, 2);
    return Arrays.copyOf(packet, sender.protectRtcp(packet, plain));
  }

  @ParameterizedTest
  @EnumSource
  void opensWhatTheSenderProtected(SrtpProfile profile) {
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtcpReceiver receiver = new SrtcpReceiver(profile, KEY, salt(profile));
    final byte[] expected = new byte[128];
    final int size = RtcpWriter.bye(expected, 1, 2);
    for (int i = 0; i < 3; i++) {
      final byte[] packet = goodbye(sender);
      assertThat(receiver.unprotect(packet, packet.length)).isEqualTo(size);
      assertThat(Arrays.copyOf(packet, size)).isEqualTo(Arrays.copyOf(expected, size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAReplayButTakesALatePacket(SrtpProfile profile) {
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtcpReceiver receiver = new SrtcpReceiver(profile, KEY, salt(profile));
    final byte[] first = goodbye(sender);
    final byte[] second = goodbye(sender);
    assertThat(receiver.unprotect(second.clone(), second.length)).isPositive();
    assertThat(receiver.unprotect(first.clone(), first.length)).isPositive();
    assertThat(receiver.unprotect(second.clone(), second.length)).isEqualTo(-1);
    assertThat(receiver.unprotect(first.clone(), first.length)).isEqualTo(-1);
  }

  @Test
  void forgetsPacketsBehindTheWindow() {
    final SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtcpReceiver receiver = new SrtcpReceiver(profile, KEY, salt(profile));
    final byte[] old = goodbye(sender);
    for (int i = 0; i < 64; i++) {
      final byte[] packet = goodbye(sender);
      assertThat(receiver.unprotect(packet, packet.length)).isPositive();
    }
    assertThat(receiver.unprotect(old, old.length)).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryMutationOfAPacket(SrtpProfile profile) {
    final long seed = 20261121;
    final Random random = new Random(seed);
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtcpReceiver receiver = new SrtcpReceiver(profile, KEY, salt(profile));
    for (int i = 0; i < 3000; i++) {
      final byte[] good = goodbye(sender);
      final byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 8));
      if (bad.length > 0) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      if (!Arrays.equals(good, bad)) {
        assertThat(receiver.unprotect(bad, bad.length))
            .as("seed %d, round %d", seed, i)
            .isEqualTo(-1);
      }
    }
  }
}

package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpReceiverTest {
  private static final byte[] KEY = Hex.bytes("000102030405060708090a0b0c0d0e0f");

  private static byte[] salt(SrtpProfile profile) {
    final byte[] salt = new byte[profile.saltBytes()];
    Arrays.fill(salt, (byte) 7);
    return salt;
  }

  private static byte[] plain(int ssrc, long sequence) {
    final byte[] packet = new byte[60];
    new RtpHeader(96, ssrc, HeaderExtensions.noPlayoutDelay(3))
        .write(packet, (int) sequence & 0xffff, 90, true);
    packet[40] = (byte) sequence;
    return packet;
  }

  private static byte[] protect(SrtpSender sender, int ssrc, long sequence) {
    final byte[] plain = plain(ssrc, sequence);
    final byte[] packet = Arrays.copyOf(plain, plain.length + 16);
    return Arrays.copyOf(packet, sender.protectRtp(packet, 20, plain.length, sequence));
  }

  @ParameterizedTest
  @EnumSource
  void opensWhatTheSenderProtectedBeyondTheEndOfTheSequenceNumbers(SrtpProfile profile) {
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtpReceiver receiver = new SrtpReceiver(profile, KEY, salt(profile));
    for (long sequence = 65_000; sequence < 210_000; sequence += 9) {
      for (int ssrc = 1; ssrc <= 2; ssrc++) {
        final byte[] packet = protect(sender, ssrc, sequence);
        final int length = receiver.unprotect(packet, packet.length);
        assertThat(length).as("%d of %d", sequence, ssrc).isEqualTo(60);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(plain(ssrc, sequence));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAReplayButTakesALatePacketOfBeforeTheWrap(SrtpProfile profile) {
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtpReceiver receiver = new SrtpReceiver(profile, KEY, salt(profile));
    final byte[] first = protect(sender, 1, 65_533);
    final byte[] late = protect(sender, 1, 65_535);
    final byte[] newest = protect(sender, 1, 65_537);
    for (final byte[] packet : new byte[][] {first, newest, late}) {
      assertThat(receiver.unprotect(packet.clone(), packet.length)).isEqualTo(60);
    }
    for (final byte[] packet : new byte[][] {first, newest, late}) {
      assertThat(receiver.unprotect(packet.clone(), packet.length)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryMutationOfAPacket(SrtpProfile profile) {
    final long seed = 20261122;
    final Random random = new Random(seed);
    final SrtpSender sender = new SrtpSender(profile, KEY, salt(profile));
    final SrtpReceiver receiver = new SrtpReceiver(profile, KEY, salt(profile));
    for (int i = 0; i < 3000; i++) {
      final byte[] good = protect(sender, 1, i);
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

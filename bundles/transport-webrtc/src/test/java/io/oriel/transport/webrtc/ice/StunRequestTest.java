package io.oriel.transport.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunRequestTest {
  /** The sample request of RFC 5769 section 2.1. */
  private static final byte[] SAMPLE =
      HexFormat.of()
          .parseHex(
              """
              000100582112a442b7e7a701bc34d686fa87dfae
              802200105354554e207465737420636c69656e74
              002400046e0001ff80290008932ff9b151263b36
              000600096576746a3a68367659202020
              000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
              80280004e57a3bcf\
              """
                  .replaceAll("\\s", ""));

  private static final IceCredentials CREDENTIALS =
      new IceCredentials("evtj", "VOkJxbRl1RmTxUk/WvJxBt");

  private static InetSocketAddress address(String text, int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(text), port);
  }

  @Test
  void readsTheSampleRequestOfRfc5769() {
    final StunRequest request = StunRequest.read(SAMPLE, SAMPLE.length).orElseThrow();
    assertThat(request.localUfrag()).isEqualTo("evtj");
    assertThat(request.remoteUfrag()).isEqualTo("h6vY");
    assertThat(request.nominates()).isFalse();
    assertThat(request.isFrom(CREDENTIALS)).isTrue();
    assertThat(request.isFrom(IceCredentials.random())).isFalse();
  }

  @Test
  void answersWithTheMappedAddressOfRfc5769() throws UnknownHostException {
    // Section 2.2: 192.0.2.1 port 32853 is written as these bytes.
    final byte[] answer =
        StunRequest.read(SAMPLE, SAMPLE.length)
            .orElseThrow()
            .answer(CREDENTIALS, address("192.0.2.1", 32853));
    assertThat(HexFormat.of().formatHex(answer)).contains("002000080001a147e112a643");
    assertThat(ByteBuffer.wrap(answer).getShort(0)).isEqualTo((short) 0x0101);
    assertThat(Arrays.copyOfRange(answer, 4, 20)).isEqualTo(Arrays.copyOfRange(SAMPLE, 4, 20));
  }

  @Test
  void answersWithTheMappedVersion6AddressOfRfc5769() throws UnknownHostException {
    // Section 2.3: 2001:db8:1234:5678:11:2233:4455:6677 port 32853.
    final byte[] answer =
        StunRequest.read(SAMPLE, SAMPLE.length)
            .orElseThrow()
            .answer(CREDENTIALS, address("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    assertThat(HexFormat.of().formatHex(answer))
        .contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
  }

  @Test
  void everyMutationIsNoRequestOrNotSigned() {
    final long seed = 20261121;
    final Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      final byte[] bytes = SAMPLE.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
      if (Arrays.equals(bytes, SAMPLE)) {
        continue;
      }
      final int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      assertThat(StunRequest.read(bytes, length).filter(r -> r.isFrom(CREDENTIALS)))
          .as("seed %d, round %d", seed, round)
          .isEmpty();
    }
  }

  @Test
  void garbageOfAnyLengthIsNoRequest() {
    final long seed = 20261122;
    final Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      final byte[] bytes = new byte[random.nextInt(1500)];
      random.nextBytes(bytes);
      assertThat(StunRequest.read(bytes, bytes.length)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void attributesThatClaimToBeLongerThanTheDatagramAreRefused() {
    final byte[] bytes = SAMPLE.clone();
    ByteBuffer.wrap(bytes).putShort(22, (short) 0x7fff);
    assertThat(StunRequest.read(bytes, bytes.length)).isEmpty();
  }
}

package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The test vectors that RFC 7714 and RFC 3711 publish. */
class SrtpVectorsTest {
  private static final byte[] KEY = Hex.bytes("000102030405060708090a0b0c0d0e0f");
  private static final byte[] SALT = Hex.bytes("517569642070726f2071756f");
  private static final byte[] RTCP =
      Hex.bytes(
          """
          81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61
          deadbeef deadbeef deadbeef deadbeef deadbeef\
          """);
  private static final byte[] SRTCP =
      Hex.bytes(
          """
          81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d
          c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872
          45d9eade 800005d4\
          """);

  private static SessionKeys gcm() {
    final byte[] none = {};
    return new SessionKeys(SrtpProfile.AEAD_AES_128_GCM, KEY, SALT, none, KEY, SALT, none);
  }

  @Test
  void gcmProtectsTheRtpPacketOfRfc7714Section16() {
    final byte[] plain =
        Hex.bytes(
            """
            8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976 69736120
            696e2070 61727465 73207472 6573\
            """);
    final byte[] packet = Arrays.copyOf(plain, plain.length + 16);
    final int length = new SrtpSender(gcm()).protectRtp(packet, 12, plain.length, 0xf17b);
    assertThat(Arrays.copyOf(packet, length))
        .isEqualTo(
            Hex.bytes(
                """
                8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f
                42a5f47a 51c7d19b 36de3adf 8833 899d7f27 beb16a91 52cf765e e4390cce\
                """));
  }

  @Test
  void gcmOpensTheRtpPacketOfRfc7714Section16() {
    final byte[] packet =
        Hex.bytes(
            """
            8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f
            42a5f47a 51c7d19b 36de3adf 8833 899d7f27 beb16a91 52cf765e e4390cce\
            """);
    final int plain =
        PacketCipher.rtp(gcm()).unprotectRtp(packet, 12, packet.length, 0x5501a0b2, 0xf17b);
    assertThat(Arrays.copyOf(packet, plain))
        .isEqualTo(
            Hex.bytes(
                """
                8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976 69736120
                696e2070 61727465 73207472 6573\
                """));
  }

  @Test
  void gcmProtectsTheRtcpPacketOfRfc7714Section17() {
    final byte[] packet = Arrays.copyOf(RTCP, RTCP.length + SrtpSender.MOST_ADDED);
    final int length = PacketCipher.rtcp(gcm()).protectRtcp(packet, RTCP.length, 0x5d4);
    assertThat(Arrays.copyOf(packet, length)).isEqualTo(SRTCP);
  }

  @Test
  void gcmOpensTheRtcpPacketOfRfc7714Section17() {
    final byte[] packet = SRTCP.clone();
    final int length = new SrtcpReceiver(gcm()).unprotect(packet, packet.length);
    assertThat(Arrays.copyOf(packet, length)).isEqualTo(RTCP);
  }

  @Test
  void gcmOpensTheTaggedButPlainRtcpPacketOfRfc7714Section17() {
    final byte[] packet =
        Hex.bytes(
            """
            81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61
            deadbeef deadbeef deadbeef deadbeef deadbeef 841dd968 3dd78ec9 2ae58790
            125f62b3 000005d4\
            """);
    final int length = new SrtcpReceiver(gcm()).unprotect(packet, packet.length);
    assertThat(Arrays.copyOf(packet, length)).isEqualTo(RTCP);
  }

  @Test
  void derivesTheSessionKeysOfRfc3711AppendixB3() {
    final SessionKeys keys =
        SessionKeys.derive(
            SrtpProfile.AES128_CM_HMAC_SHA1_80,
            Hex.bytes("E1F97A0D3E018BE0D64FA32C06DE4139"),
            Hex.bytes("0EC675AD498AFEEBB6960B3AABE6"));
    assertThat(keys.rtpKey()).isEqualTo(Hex.bytes("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(keys.rtpSalt()).isEqualTo(Hex.bytes("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(keys.rtpAuth()).isEqualTo(Hex.bytes("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
  }

  @Test
  void counterModeMakesTheKeyStreamOfRfc3711AppendixB2() {
    final byte[] key = Hex.bytes("2B7E151628AED2A6ABF7158809CF4F3C");
    final byte[] salt = Hex.bytes("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
    final byte[] packet = new byte[12 + 48 + 10];
    packet[0] = (byte) 0x80;
    new CounterCipher(key, salt, new byte[20]).protectRtp(packet, 12, 12 + 48, 0, 0);
    assertThat(Arrays.copyOfRange(packet, 12, 60))
        .isEqualTo(
            Hex.bytes(
                """
                E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB
                41E95B3BB0A2E8DD477901E4FCA894C0\
                """));
  }
}

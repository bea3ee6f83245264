package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H264PacketiserTest {
  private static final int LIMIT = 1172;
  private final H264Packetiser packetiser = new H264Packetiser();
  private final PacketLog log = new PacketLog(1024, LIMIT);

  private static byte[] nal(int header, int size, Random random) {
    final byte[] nal = new byte[size];
    for (int i = 1; i < size; i++) {
      nal[i] = (byte) (1 + random.nextInt(255));
    }
    nal[0] = (byte) header;
    return nal;
  }

  private static byte[] annexB(byte[]... nals) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < nals.length; i++) {
      out.writeBytes(i == 1 ? new byte[] {0, 0, 1} : new byte[] {0, 0, 0, 1});
      out.writeBytes(nals[i]);
    }
    return out.toByteArray();
  }

  private List<byte[]> payloads(int packets) {
    final List<byte[]> payloads = new ArrayList<>();
    for (long i = log.head() - packets; i < log.head(); i++) {
      final PacketLog.Packet packet = new PacketLog.Packet(LIMIT);
      assertThat(log.read(i, packet, 0)).isTrue();
      assertThat(packet.marker()).isEqualTo(i == log.head() - 1);
      assertThat(packet.unitStart()).isEqualTo(i == log.head() - packets);
      payloads.add(Arrays.copyOf(packet.bytes(), packet.length()));
    }
    return payloads;
  }

  /** What a receiver makes of the payloads: RFC 6184 section 5, written apart from the sender. */
  private static List<byte[]> reassemble(List<byte[]> payloads) {
    final List<byte[]> nals = new ArrayList<>();
    ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    for (final byte[] payload : payloads) {
      final int type = payload[0] & 31;
      if (type == 28) {
        if ((payload[1] & 0x80) != 0) {
          fragments = new ByteArrayOutputStream();
          fragments.write(payload[0] & 0xe0 | payload[1] & 31);
        }
        fragments.write(payload, 2, payload.length - 2);
        if ((payload[1] & 0x40) != 0) {
          nals.add(fragments.toByteArray());
        }
      } else if (type == 24) {
        int at = 1;
        while (at < payload.length) {
          final int size = (payload[at] & 255) << 8 | payload[at + 1] & 255;
          nals.add(Arrays.copyOfRange(payload, at + 2, at + 2 + size));
          at += 2 + size;
        }
      } else {
        nals.add(payload);
      }
    }
    return nals;
  }

  @Test
  void parameterSetsAreFoundBeforeTheFirstSlice() {
    final Random random = new Random(1);
    final byte[] sps = nal(0x67, 24, random);
    final byte[] pps = nal(0x68, 5, random);
    final byte[] slice = nal(0x65, 500, random);
    assertThat(
            packetiser.parameterSets(
                MemorySegment.ofArray(annexB(nal(9, 2, random), sps, pps, slice, pps))))
        .containsExactly(sps, pps);
    assertThat(packetiser.parameterSets(MemorySegment.ofArray(annexB(sps, pps))))
        .containsExactly(sps, pps);
    assertThat(packetiser.parameterSets(MemorySegment.ofArray(annexB(slice, pps)))).isEmpty();
  }

  @Test
  void parameterSetsShareAPacketAndTheSliceIsCutEvenly() {
    final Random random = new Random(1);
    final byte[] sps = nal(0x67, 24, random);
    final byte[] pps = nal(0x68, 5, random);
    final byte[] slice = nal(0x65, 5000, random);
    final int packets =
        packetiser.cut(
            MemorySegment.ofArray(annexB(nal(9, 2, random), sps, pps, slice)), 90, true, 3, log);
    final List<byte[]> payloads = payloads(packets);
    assertThat(payloads).hasSize(1 + 5);
    assertThat(payloads.getFirst()[0]).isEqualTo((byte) (0x60 | 24));
    assertThat(payloads.subList(1, 6)).allSatisfy(p -> assertThat(p.length).isBetween(1001, 1003));
    assertThat(reassemble(payloads)).containsExactly(sps, pps, slice);
  }

  @Test
  void onlyTheFirstPacketOfAKeyframeIsAPlaceToBegin() {
    packetiser.cut(MemorySegment.ofArray(annexB(nal(0x65, 3000, new Random(2)))), 7, true, 11, log);
    final PacketLog.Packet packet = new PacketLog.Packet(LIMIT);
    log.read(0, packet, 0);
    assertThat(packet.keyStart()).isTrue();
    assertThat(packet.epoch()).isEqualTo(11);
    assertThat(packet.rtpTime()).isEqualTo(7);
    log.read(1, packet, 0);
    assertThat(packet.keyStart()).isFalse();
  }

  @Test
  void whatAReceiverReassemblesIsWhatWasCut() {
    final long seed = 20261121;
    final Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      final byte[][] nals = new byte[1 + random.nextInt(6)][];
      for (int i = 0; i < nals.length; i++) {
        final int header = new int[] {0x67, 0x68, 0x06, 0x65, 0x41}[random.nextInt(5)];
        nals[i] = nal(header, 2 + random.nextInt(random.nextBoolean() ? 60 : 9000), random);
      }
      final int packets = packetiser.cut(MemorySegment.ofArray(annexB(nals)), round, false, 1, log);
      assertThat(reassemble(payloads(packets)))
          .as("seed %d, round %d", seed, round)
          .containsExactly(nals);
    }
  }

  @Test
  void garbageMakesNoPacketsOrSmallOnesButNeverAnException() {
    final long seed = 20261122;
    final Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      final byte[] garbage = new byte[random.nextInt(300)];
      for (int i = 0; i < garbage.length; i++) {
        garbage[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2));
      }
      final int packets = packetiser.cut(MemorySegment.ofArray(garbage), 0, false, 1, log);
      assertThat(packets).as("seed %d, round %d", seed, round).isBetween(0, 100);
    }
  }

  @Test
  void aUnitThatWouldOverrunTheHistoryIsRefused() {
    final byte[] huge = annexB(nal(0x65, 1024 * LIMIT, new Random(3)));
    assertThat(packetiser.cut(MemorySegment.ofArray(huge), 0, true, 1, log)).isZero();
    assertThat(log.head()).isZero();
  }

  @Test
  void parameterSetsAreFoundAmongOtherUnits() {
    final byte[] sequence = {0x67, 1, 2, 3};
    final byte[] picture = {0x68, 4};
    final byte[] unit = annexB(new byte[] {9, 16}, sequence, picture, new byte[] {0x65, 7});
    assertThat(packetiser.parameterSets(MemorySegment.ofArray(unit)))
        .containsExactly(sequence, picture);
    assertThat(packetiser.parameterSets(MemorySegment.ofArray(new byte[] {1, 2, 3}))).isEmpty();
  }
}

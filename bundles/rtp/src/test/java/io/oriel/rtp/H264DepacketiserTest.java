package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H264DepacketiserTest {
  private static final int LIMIT = 1172;
  private static final int MOST_BYTES = 1 << 20;

  private record Unit(byte[] annexB, int rtpTime, boolean key) {}

  private final List<Unit> units = new ArrayList<>();
  private final H264Depacketiser depacketiser =
      new H264Depacketiser(
          MOST_BYTES, (annexB, time, key) -> units.add(new Unit(annexB, time, key)));
  private final Random random = new Random(1);
  private final PacketLog log = new PacketLog(4096, LIMIT);
  private final H264Packetiser packetiser = new H264Packetiser();
  private long sent;

  private byte[] unit(boolean key, int bytes) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (key) {
      nal(out, 0x67, 30);
      nal(out, 0x68, 8);
    }
    nal(out, key ? 0x65 : 0x41, bytes);
    nal(out, key ? 0x65 : 0x41, 20);
    return out.toByteArray();
  }

  private void nal(ByteArrayOutputStream out, int header, int bytes) {
    out.writeBytes(new byte[] {0, 0, 0, 1, (byte) header});
    for (int i = 1; i < bytes; i++) {
      out.write(1 + random.nextInt(255));
    }
  }

  /** The packets of a unit as they travel. */
  private List<byte[]> packets(byte[] unit, int time, boolean key) {
    packetiser.cut(MemorySegment.ofArray(unit), time, key, 1, log);
    final List<byte[]> packets = new ArrayList<>();
    for (; sent < log.head(); sent++) {
      final PacketLog.Packet packet = new PacketLog.Packet(LIMIT + 12);
      assertThat(log.read(sent, packet, 12)).isTrue();
      new RtpHeader(96, 5, HeaderExtensions.NONE)
          .write(packet.bytes(), (int) sent + 65_530 & 0xffff, time, packet.marker());
      packets.add(Arrays.copyOf(packet.bytes(), 12 + packet.length()));
    }
    return packets;
  }

  private void receive(List<byte[]> packets) {
    for (final byte[] packet : packets) {
      RtpPacket.read(packet, packet.length).ifPresent(read -> depacketiser.add(read, packet));
    }
  }

  @Test
  void putsTogetherWhatThePacketiserCut() {
    for (int i = 0; i < 20; i++) {
      final byte[] unit = unit(i % 5 == 0, 10 + i * 977);
      receive(packets(unit, i * 1500, i % 5 == 0));
      assertThat(units).hasSize(i + 1);
      assertThat(units.getLast().annexB()).isEqualTo(unit);
      assertThat(units.getLast().rtpTime()).isEqualTo(i * 1500);
      assertThat(units.getLast().key()).isEqualTo(i % 5 == 0);
    }
    assertThat(depacketiser.unitsLeftOut()).isZero();
  }

  @Test
  void leavesOutTheUnitOfALostPacketAndNoOther() {
    final int packets = packets(unit(false, 5000), 0, false).size();
    receive(packets(unit(false, 50), 1, false));
    for (int lost = 0; lost < packets; lost++) {
      units.clear();
      final List<byte[]> damaged = packets(unit(false, 5000), 10 * lost + 2, false);
      damaged.remove(lost);
      receive(damaged);
      final byte[] whole = unit(true, 5000);
      receive(packets(whole, 10 * lost + 3, true));
      receive(packets(unit(false, 9), 10 * lost + 4, false));
      assertThat(units.getLast().rtpTime()).isEqualTo(10 * lost + 4);
      assertThat(units)
          .as("packet %d", lost)
          .noneMatch(unit -> unit.rtpTime() == 10 * units.indexOf(unit) + 2);
      // When the last one is lost, nobody can tell that it did not belong to the next unit.
      assertThat(units).hasSize(lost == packets - 1 ? 1 : 2);
    }
  }

  @Test
  void endsAUnitWithoutAMarkerWhereTheNextBegins() {
    final byte[] unit = unit(true, 40);
    final List<byte[]> packets = packets(unit, 1, true);
    packets.forEach(packet -> packet[1] &= 0x7f);
    receive(packets);
    assertThat(units).isEmpty();
    receive(packets(unit(false, 40), 2, false));
    assertThat(units).extracting(Unit::rtpTime).containsExactly(1, 2);
    assertThat(units.getFirst().annexB()).isEqualTo(unit);
  }

  @Test
  void passesOverRepeatedPackets() {
    final byte[] unit = unit(true, 4000);
    final List<byte[]> packets = packets(unit, 1, true);
    for (final byte[] packet : packets) {
      receive(List.of(packet, packet, packets.getFirst()));
    }
    assertThat(units).hasSize(1);
    assertThat(units.getFirst().annexB()).isEqualTo(unit);
  }

  @Test
  void leavesOutWhatIsTooLarge() {
    final byte[] fragment = new byte[12 + 60_000];
    for (int i = 0; i < 20; i++) {
      new RtpHeader(96, 5, HeaderExtensions.NONE).write(fragment, i, 1, i == 19);
      fragment[12] = 28;
      fragment[13] = (byte) ((i == 0 ? 0x80 : i == 19 ? 0x40 : 0) | 5);
      receive(List.of(fragment));
    }
    assertThat(units).isEmpty();
    assertThat(depacketiser.unitsLeftOut()).isEqualTo(1);
  }

  @Test
  void takesMutatedPacketsWithoutHarmAndGoesOn() {
    final long seed = 20261122;
    final Random mutation = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      final List<byte[]> packets = packets(unit(i % 7 == 0, 3000), i, i % 7 == 0);
      for (int j = 0; j < packets.size(); j++) {
        final byte[] packet =
            Arrays.copyOf(
                packets.get(j),
                mutation.nextInt(4) == 0
                    ? mutation.nextInt(packets.get(j).length)
                    : packets.get(j).length);
        for (int k = mutation.nextInt(4); k > 0 && packet.length > 0; k--) {
          packet[mutation.nextInt(Math.min(packet.length, 20))] = (byte) mutation.nextInt();
        }
        packets.set(j, packet);
      }
      receive(packets);
    }
    assertThat(units).as("seed %d", seed).allMatch(unit -> unit.annexB().length <= MOST_BYTES);
    // The sequence numbers of a forger may have led it anywhere; a new one is not misled.
    final List<Unit> after = new ArrayList<>();
    final H264Depacketiser fresh =
        new H264Depacketiser(
            MOST_BYTES, (bytes, time, key) -> after.add(new Unit(bytes, time, key)));
    packets(unit(true, 3000), 1, true)
        .forEach(packet -> fresh.add(RtpPacket.read(packet, packet.length).orElseThrow(), packet));
    assertThat(after).hasSize(1);
  }
}

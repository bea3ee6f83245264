package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacketLogTest {
  private static void unit(PacketLog log, byte[] bytes, int packets) {
    final MemorySegment segment = MemorySegment.ofArray(bytes);
    log.begin(0, false, 0);
    for (int i = 0; i < packets; i++) {
      log.openPacket();
      log.put(segment, 0, bytes.length);
      log.closePacket();
    }
    log.commit();
  }

  @Test
  void aPacketIsReadableOnlyWhenItsUnitIsWhole() {
    final PacketLog log = new PacketLog(64, 100);
    final PacketLog.Packet packet = new PacketLog.Packet(100);
    log.begin(0, true, 0);
    log.openPacket();
    log.put(1);
    log.closePacket();
    assertThat(log.read(0, packet, 0)).isFalse();
    log.commit();
    assertThat(log.read(0, packet, 0)).isTrue();
    assertThat(log.read(1, packet, 0)).isFalse();
  }

  @Test
  void theOldestPacketsGoFirst() {
    final PacketLog log = new PacketLog(64, 100);
    final PacketLog.Packet packet = new PacketLog.Packet(100);
    for (int i = 0; i < 70; i++) {
      unit(log, new byte[] {(byte) i}, 1);
    }
    assertThat(log.read(5, packet, 0)).isFalse();
    assertThat(log.gone(5)).isTrue();
    assertThat(log.read(6, packet, 0)).isTrue();
    assertThat(packet.bytes()[0]).isEqualTo((byte) 6);
  }

  @Test
  void aReaderNeverSeesAPacketThatIsBeingOverwritten() throws InterruptedException {
    final PacketLog log = new PacketLog(64, 1000);
    final AtomicLong torn = new AtomicLong();
    final AtomicLong whole = new AtomicLong();
    final Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              final PacketLog.Packet packet = new PacketLog.Packet(1000);
              while (!Thread.currentThread().isInterrupted()) {
                // The oldest that may still be there: the one that is overwritten next.
                if (log.read(Math.max(0, log.head() - 64), packet, 0)) {
                  final byte first = packet.bytes()[0];
                  for (int i = 1; i < packet.length(); i++) {
                    if (packet.bytes()[i] != first) {
                      torn.incrementAndGet();
                      break;
                    }
                  }
                  whole.incrementAndGet();
                }
              }
            });
    final byte[] bytes = new byte[1000];
    for (int i = 0; i < 200_000 || whole.get() < 100; i++) {
      java.util.Arrays.fill(bytes, (byte) i);
      unit(log, bytes, 1);
    }
    reader.interrupt();
    reader.join();
    assertThat(torn).hasValue(0);
  }
}

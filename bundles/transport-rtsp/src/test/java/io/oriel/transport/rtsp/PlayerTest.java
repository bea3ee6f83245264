package io.oriel.transport.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorLog;
import io.oriel.api.metrics.CounterSet;
import io.oriel.rtp.RtcpReader;
import io.oriel.tck.FakeClock;
import io.oriel.tck.FakeVideoFeed;
import io.oriel.transport.rtsp.media.Fan;
import io.oriel.transport.rtsp.media.Fans;
import io.oriel.transport.rtsp.media.Output;
import io.oriel.transport.rtsp.media.Player;
import io.oriel.transport.rtsp.media.Sending;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A player and a system that does not take all of its packets. */
class PlayerTest {
  private static final int RTP_BYTES = 12;

  /** Takes so many packets, and keeps them. */
  private static final class Full implements Output {
    private final List<byte[]> packets = new ArrayList<>();
    private final List<byte[]> reports = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void begin(int count, int bytes) {}

    @Override
    public boolean packet(byte[] bytes, int length) {
      return packets.size() < room && packets.add(Arrays.copyOf(bytes, length));
    }

    @Override
    public void end() {}

    @Override
    public void control(byte[] bytes, int length) {
      reports.add(Arrays.copyOf(bytes, length));
    }

    @Override
    public void close() {}

    int sequence(int packet) {
      return ByteBuffer.wrap(packets.get(packet)).getShort(2) & 0xffff;
    }
  }

  private final FakeVideoFeed feed = new FakeVideoFeed();
  private final FakeClock clock = new FakeClock();
  private final CounterSet<RtspCounter> counters = new CounterSet<>(RtspCounter.class, Map.of());
  private final List<Long> keyframes = new ArrayList<>();
  private final Full output = new Full();
  private final Fans fans =
      new Fans(
          new Sending(
              Runnable::run,
              clock,
              counters,
              new ErrorLog(System.getLogger("test"), clock::nanos),
              1));
  private Fan fan;
  private Player player;

  @BeforeEach
  void play() throws Exception {
    fan = fans.join("main", () -> feed);
    player = new Player(fan, output, keyframes::add);
    player.play((sequence, time) -> {});
  }

  @AfterEach
  void leave() {
    player.close();
    fans.leave(fan);
    assertThat(feed.unreleased()).isZero();
  }

  private long count(RtspCounter counter) {
    return counters.readings().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(reading -> reading.value())
        .sum();
  }

  @Test
  void aPictureThatIsCutShortIsALossAndTheNextIsAKeyframe() {
    output.room = 3;
    feed.emit(true, 8000);
    assertThat(output.packets).hasSize(3);
    assertThat(count(RtspCounter.PACKETS_SENT)).isEqualTo(3);
    assertThat(count(RtspCounter.PACKETS_UNSENT)).isEqualTo(4);
    assertThat(count(RtspCounter.BYTES_SENT))
        .isEqualTo(output.packets.stream().mapToInt(packet -> packet.length).sum());
    assertThat(keyframes).isEmpty();
    final ByteBuffer report = ByteBuffer.wrap(output.reports.getFirst());
    assertThat(report.getInt(20)).as("packets of the sender report").isEqualTo(3);
    assertThat(report.getInt(24)).isEqualTo((int) count(RtspCounter.BYTES_SENT) - 3 * RTP_BYTES);

    output.room = Integer.MAX_VALUE;
    feed.emit(false, 100);
    assertThat(output.packets).hasSize(3);
    feed.emit(true, 100);
    assertThat(output.packets).hasSizeGreaterThan(3);
    assertThat(output.sequence(3)).isEqualTo(output.sequence(2) + 1 + 4 & 0xffff);
    assertThat(keyframes).containsExactly(1L);
  }

  @Test
  void whatAPlayerCannotHaveLostIsNotCounted() {
    feed.emit(true, 8000);
    final int most = output.packets.size();
    for (final int lost : new int[] {most + 1, Integer.MAX_VALUE, -5, 2, 1, 3}) {
      player.reported(new RtcpReader.ReceiverReport(player.ssrc(), 0, lost, 0, 1, 77));
    }
    assertThat(count(RtspCounter.PACKETS_LOST)).isEqualTo(3);
    assertThat(fans.durations())
        .filteredOn(reading -> reading.descriptor() == RtspDuration.ROUND_TRIP)
        .allSatisfy(
            reading -> assertThat(reading.buckets()).allMatch(bucket -> bucket.count() == 0));
  }
}

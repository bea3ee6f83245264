package io.oriel.transport.webrtc.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.DurationSet;
import io.oriel.rtp.SrtpProfile;
import io.oriel.rtp.SrtpSender;
import io.oriel.tck.FakeVideoFeed;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.WebRtcDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One viewer's sender, driven by hand: the test is every thread. */
class VideoSenderTest {
  private static final int VIDEO = 39;
  private static final int RTX = 40;
  private static final int SSRC = 0x77777776;
  private static final long MILLI = 1_000_000;
  private static final byte[] KEY = new byte[16];
  private static final byte[] SALT = new byte[12];

  private final CounterSet<WebRtcCounter> counters =
      new CounterSet<>(WebRtcCounter.class, Map.of());
  private final DurationSet<WebRtcDuration> durations =
      new DurationSet<>(WebRtcDuration.class, Map.of());
  private final FakeVideoFeed feed = new FakeVideoFeed();
  private final EncodingFan fan =
      new EncodingFan("main", () -> feed, counters, durations, 256, () -> {});
  private long now = 1;
  private final SendScratch scratch = new SendScratch(() -> now);
  private final Receiver receiver = new Receiver(KEY, SALT, KEY, SALT);
  private final List<Long> keyframes = new ArrayList<>();
  private Predicate<byte[]> passes = datagram -> true;
  private VideoSender sender;

  @BeforeEach
  void subscribe() throws OrielException {
    fan.subscribe();
    sender = sender(OptionalInt.of(RTX));
  }

  private VideoSender sender(OptionalInt retransmission) {
    return new VideoSender(
        fan,
        new VideoSender.Format(
            VIDEO, retransmission, OptionalInt.of(5), SSRC, SSRC | 1, "oriel-main"),
        new SrtpSender(SrtpProfile.AEAD_AES_128_GCM, KEY, SALT),
        datagram -> {
          final byte[] bytes = new byte[datagram.remaining()];
          datagram.get(bytes);
          if (passes.test(bytes)) {
            receiver.receive(bytes);
          }
          return true;
        },
        keyframes::add,
        counters);
  }

  private int emit(boolean key, int bytes) {
    final int number = feed.emit(key, bytes);
    fan.run(scratch, now);
    sender.run(scratch, now);
    return number;
  }

  @Test
  void aViewerAsksForAKeyframeAndBeginsWithOne() {
    assertThat(feed.keyframeRequests()).isEqualTo(1);
    emit(false, 500);
    assertThat(receiver.packets()).isEmpty();
    final int key = emit(true, 5000);
    final int next = emit(false, 700);
    assertThat(receiver.slices(VIDEO))
        .containsExactly(
            FakeVideoFeed.slice(true, key, 5000), FakeVideoFeed.slice(false, next, 700));
  }

  @Test
  void aUnitThatIsTooLargeToBeCutBringsAKeyframe() {
    emit(true, 3000);
    final int asked = feed.keyframeRequests();
    emit(false, 80_000);
    assertThat(counters.get(WebRtcCounter.UNITS_UNUSABLE)).isEqualTo(1);
    assertThat(feed.keyframeRequests()).isEqualTo(asked + 1);
  }

  @Test
  void sequenceNumbersAreWithoutGapsAndTimesFollowTheUnits() {
    for (int i = 0; i < 50; i++) {
      emit(i % 10 == 0, 3000);
    }
    final List<Receiver.Packet> packets = receiver.packets(VIDEO);
    for (int i = 1; i < packets.size(); i++) {
      final Receiver.Packet before = packets.get(i - 1);
      assertThat(packets.get(i).sequence()).isEqualTo(before.sequence() + 1 & 0xffff);
      assertThat(packets.get(i).time() - before.time()).isEqualTo(before.marker() ? 1500 : 0);
    }
  }

  @Test
  void theAgeOnArrivalIsMeasuredOnceAPicture() {
    now = 40 * MILLI;
    emit(true, 5000);
    assertThat(ages())
        .hasSize(1)
        .allSatisfy(age -> {
          // Captured at 16.7 ms, sent at 40 ms; no round trip is reported yet.
          assertThat(age.count()).isEqualTo(1);
          assertThat(age.upperBoundNanos()).isEqualTo(25 * MILLI);
        });
  }

  private List<DurationReading.Bucket> ages() {
    return durations.readings().get(WebRtcDuration.AGE_AT_VIEWER.ordinal()).buckets().stream()
        .filter(bucket -> bucket.count() > 0)
        .toList();
  }

  @Test
  void theSessionHearsOfTheFirstKeyframeOfEachEpochOnly() {
    emit(true, 3000);
    emit(true, 3000);
    feed.epoch(2);
    emit(false, 100);
    assertThat(keyframes).containsExactly(1L);
    emit(true, 3000);
    assertThat(keyframes).containsExactly(1L, 2L);
  }

  @Test
  void aLostPacketIsSentAgainInItsOwnStreamButNotTwiceWithinARoundTrip() {
    emit(true, 5000);
    final Receiver.Packet lost = receiver.packets(VIDEO).get(2);
    sender.lost(lost.sequence());
    sender.lost(lost.sequence());
    sender.run(scratch, now);
    assertThat(receiver.packets(RTX)).hasSize(1);
    final Receiver.Packet again = receiver.packets(RTX).getFirst();
    assertThat(again.ssrc()).isEqualTo(SSRC | 1);
    assertThat(again.time()).isEqualTo(lost.time());
    assertThat(again.payload()[0] << 8 & 0xff00 | again.payload()[1] & 0xff)
        .isEqualTo(lost.sequence());
    assertThat(java.util.Arrays.copyOfRange(again.payload(), 2, again.payload().length))
        .isEqualTo(lost.payload());
    now += 101 * MILLI;
    sender.lost(lost.sequence());
    sender.run(scratch, now);
    assertThat(receiver.packets(RTX)).hasSize(2);
    assertThat(counters.get(WebRtcCounter.RESENDS_WITHHELD)).isEqualTo(1);
  }

  @Test
  void aLostPacketThatIsGoneBringsAKeyframeAtOnce() {
    emit(true, 5000);
    final int early = receiver.packets(VIDEO).getFirst().sequence();
    for (int i = 0; i < 60; i++) {
      emit(false, 8000);
    }
    final int before = feed.keyframeRequests();
    sender.lost(early);
    sender.run(scratch, now);
    assertThat(receiver.packets(RTX)).isEmpty();
    assertThat(feed.keyframeRequests()).isEqualTo(before + 1);
  }

  @Test
  void aNumberThatWasNeverSentBringsNothingButAKeyframe() {
    emit(true, 1000);
    final int before = feed.keyframeRequests();
    sender.lost(receiver.packets(VIDEO).getFirst().sequence() - 5 & 0xffff);
    sender.run(scratch, now);
    assertThat(receiver.packets(RTX)).isEmpty();
    assertThat(feed.keyframeRequests()).isEqualTo(before + 1);
  }

  @Test
  void whoTakesNoRetransmissionsGetsAKeyframeInstead() {
    sender = sender(OptionalInt.empty());
    emit(true, 3000);
    final int before = feed.keyframeRequests();
    sender.lost(receiver.packets(VIDEO).getFirst().sequence());
    sender.run(scratch, now);
    assertThat(feed.keyframeRequests()).isEqualTo(before + 1);
  }

  @Test
  void aViewerThatAsksForEverythingAgainIsHeldToABudget() {
    emit(true, 60_000);
    for (int round = 0; round < 100; round++) {
      now += 2000 * MILLI;
      for (final Receiver.Packet packet : receiver.packets(VIDEO)) {
        sender.lost(packet.sequence());
      }
      sender.run(scratch, now);
    }
    assertThat(receiver.packets(RTX).size()).isBetween(1000, 1200);
  }

  @Test
  void aViewerThatWasOverrunGoesOnAtTheNextKeyframeWithoutAGapInItsNumbers() {
    emit(true, 3000);
    final int last = receiver.packets(VIDEO).getLast().sequence();
    for (int i = 0; i < 60; i++) {
      feed.emit(false, 8000);
      fan.run(scratch, now);
    }
    final int before = feed.keyframeRequests();
    sender.run(scratch, now);
    assertThat(feed.keyframeRequests()).isEqualTo(before + 1);
    emit(false, 500);
    assertThat(receiver.packets(VIDEO).getLast().sequence()).isEqualTo(last);
    final int key = emit(true, 500);
    assertThat(receiver.slices(VIDEO).getLast()).isEqualTo(FakeVideoFeed.slice(true, key, 500));
    assertThat(receiver.packets(VIDEO).getLast().sequence()).isBetween(last + 1, last + 2);
  }

  @Test
  void numbersAndDecryptionGoOnAcrossTheRollover() {
    final int[] sent = {0};
    // Most of them need not be looked at.
    passes = datagram -> ++sent[0] % 64 == 1 || sent[0] > 70_000;
    for (int i = 0; sent[0] < 71_000; i++) {
      emit(i % 100 == 0, 9000);
    }
    assertThat(receiver.packets(VIDEO).size()).isGreaterThan(2000);
    final int lost = receiver.packets(VIDEO).getLast().sequence();
    now += 1000 * MILLI;
    sender.lost(lost);
    sender.run(scratch, now);
    assertThat(receiver.packets(RTX)).hasSize(1);
  }

  @Test
  void aReportGoesOutOnceASecond() {
    for (int i = 0; i < 125; i++) {
      now += 16 * MILLI;
      emit(i == 0, 500);
    }
    assertThat(receiver.reports()).isEqualTo(2);
  }

  @Test
  void everyUnitIsReleased() {
    for (int i = 0; i < 100; i++) {
      emit(i % 7 == 0, 4000);
    }
    assertThat(feed.unreleased()).isZero();
  }

  @Test
  void whenSendingDoesNotFollowUnitsAreDroppedUntilAKeyframe() {
    emit(true, 100);
    for (int i = 0; i < 40; i++) {
      feed.emit(false, 100);
    }
    fan.run(scratch, now);
    final long dropped = counters.get(WebRtcCounter.UNITS_DROPPED);
    assertThat(dropped).isEqualTo(1);
    assertThat(feed.keyframeRequests()).isEqualTo(2);
    final long cut = counters.get(WebRtcCounter.UNITS_CUT);
    emit(false, 100);
    assertThat(counters.get(WebRtcCounter.UNITS_CUT)).isEqualTo(cut);
    emit(true, 100);
    assertThat(counters.get(WebRtcCounter.UNITS_CUT)).isEqualTo(cut + 1);
    assertThat(feed.unreleased()).isZero();
  }
}

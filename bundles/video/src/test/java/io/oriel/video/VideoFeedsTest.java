package io.oriel.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.video.Codec;
import io.oriel.api.video.OpenVideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class VideoFeedsTest {
  private static final VideoRequest H264 = VideoRequest.of(List.of(Codec.H264));
  private static final long WARM_NANOS = 30_000_000_000L;

  private final FakeStream stream = new FakeStream();
  private final VideoFeeds feeds =
      new VideoFeeds(new VideoSettings(List.of("good", "plain"), 6_000_000, WARM_NANOS));
  private final FakeEncoders good = new FakeEncoders("good");
  private final FakeEncoders plain = new FakeEncoders("plain", PixelFormat.I420);
  private final FakeViewer viewer = new FakeViewer();
  private OpenVideoFeed feed;

  @BeforeEach
  void open() throws OrielException {
    feed = feeds.open(stream);
  }

  @AfterEach
  void nothingIsLeft() {
    good.permits.release(1_000_000);
    feed.close();
    assertThat(stream.kept()).as("frames still kept").isZero();
    assertThat(good.misuse).isEmpty();
    assertThat(plain.misuse).isEmpty();
    assertThat(good.closed).hasValue(good.opened.get());
    assertThat(plain.closed).hasValue(plain.opened.get());
  }

  // ---- subscribing

  @Test
  void theFirstUnitOfALateSubscriberIsAKeyframe() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(5);
    FakeViewer late = new FakeViewer();
    feed.subscribe(H264, late);
    publish(3);

    // Each is handed to the other viewer first.
    await().until(() -> late.units.size() >= 3);
    assertThat(late.units).hasSize(3);
    assertThat(late.units.getFirst().keyframe()).isTrue();
    assertThat(late.units)
        .extracting(FakeViewer.Seen::keyframe)
        .containsExactly(true, false, false);
    assertThat(viewer.units).extracting(FakeViewer.Seen::sequence).isSorted();
    assertThat(good.opened).as("encoders, whoever watches").hasValue(1);
  }

  @Test
  void unitsCarryTheTimesOfTheirFrames() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    FakeStream.FakeFrame first = stream.publish();
    awaitUnits(1);
    FakeStream.FakeFrame second = stream.publishHeld();
    awaitUnits(2);

    assertThat(viewer.units)
        .extracting(FakeViewer.Seen::captureTimeNanos)
        .containsExactly(first.captureTimeNanos(), second.captureTimeNanos());
    assertThat(viewer.units.get(1).rtpTime() - viewer.units.get(0).rtpTime()).isEqualTo(1500);
    assertThat(viewer.units).extracting(FakeViewer.Seen::held).containsExactly(false, true);
  }

  @Test
  void aSubscriberThatLeftHearsNothing() throws OrielException {
    bind(good, 1);
    VideoSubscription subscription = feed.subscribe(H264, viewer);
    publish(2);
    subscription.close();
    stream.publish();
    feed.close();

    assertThat(viewer.units).hasSize(2);
    assertThat(viewer.ended).isEmpty();
  }

  @Test
  void aSubscriberThatFailsIsRemovedAndTheOthersGoOn() throws OrielException {
    bind(good, 1);
    FakeViewer broken = new FakeViewer();
    broken.fails = true;
    feed.subscribe(H264, broken);
    feed.subscribe(H264, viewer);
    publish(3);

    assertThat(broken.ended).isPresent();
    assertThat(broken.ended.orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(viewer.units).hasSize(3);
    assertThat(counter(VideoCounter.SINKS_FAILED)).isEqualTo(1);
  }

  @Test
  void aCodecThatNobodyWritesIsRefused() {
    bind(good, 1);
    assertThatThrownBy(() -> feed.subscribe(VideoRequest.of(List.of(Codec.VP8)), viewer))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CODEC_UNSUPPORTED))
        .hasMessageContaining("VP8");
  }

  @Test
  void theNextEncoderIsTakenWhereTheFirstDoesNotOpen() throws OrielException {
    good.refusal = "no hardware";
    bind(good, 1);
    bind(plain, 2);

    assertThat(feed.subscribe(H264, viewer).encoding().encoder()).isEqualTo("plain");
  }

  @Test
  void aRefusalNamesEveryReason() {
    good.refusal = "no hardware";
    plain.refusal = "no library";
    bind(good, 1);
    bind(plain, 2);

    assertThatThrownBy(() -> feed.subscribe(H264, viewer))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE))
        .hasMessageContaining("good: no hardware")
        .hasMessageContaining("plain: no library");
  }

  @Test
  void aRefusedEncoderIsTriedAgainAfterAMinute() throws OrielException {
    good.refusal = "busy";
    bind(good, 1);
    assertThatThrownBy(() -> feed.subscribe(H264, viewer)).hasMessageContaining("busy");
    good.refusal = "";
    assertThatThrownBy(() -> feed.subscribe(H264, viewer)).hasMessageContaining("busy");
    stream.clock.pass(61_000_000_000L);

    assertThat(feed.subscribe(H264, viewer).encoding().encoder()).isEqualTo("good");
  }

  @Test
  void amongEqualsTheNewerEncoderIsUsed() throws OrielException {
    FakeEncoders newer = new FakeEncoders("good");
    feeds.bindEncoder(good, good.properties(1, 0));
    feeds.bindEncoder(newer, newer.properties(2, 0));
    assertThat(feeds.uses()).extracting(ServiceUse::state).containsOnly(ServiceUse.State.WAITING);
    feed.subscribe(H264, viewer);

    assertThat(newer.opened).hasValue(1);
    assertThat(good.opened).hasValue(0);
  }

  @Test
  void rankingDecidesAmongEncodersOfOneName() throws OrielException {
    FakeEncoders better = new FakeEncoders("good");
    feeds.bindEncoder(good, good.properties(1, 0));
    feeds.bindEncoder(better, better.properties(2, 10));
    feed.subscribe(H264, viewer);

    assertThat(better.opened).hasValue(1);
    assertThat(good.opened).hasValue(0);
  }

  // ---- frames in

  @Test
  void onlyTheNewestFrameWaitsForABusyEncoder() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    good.permits.drainPermits();
    stream.publish();
    await().untilAtomic(good.waiting, org.hamcrest.Matchers.is(1));
    List<FakeStream.FakeFrame> late =
        IntStream.range(0, 5).mapToObj(i -> stream.publish()).toList();

    assertThat(late.subList(0, 4)).allMatch(frame -> frame.references().get() == 0);
    assertThat(counter(VideoCounter.FRAMES_DROPPED)).isEqualTo(4);
    good.permits.release(1_000_000);
    awaitUnits(3);
    assertThat(viewer.units.getLast().captureTimeNanos())
        .isEqualTo(late.getLast().captureTimeNanos());
  }

  @Test
  void aSlowSinkDoesNotHoldUpTheRenderThread() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    viewer.permits.drainPermits();
    for (int i = 0; i < 100; i++) {
      stream.publish();
    }
    assertThat(viewer.units).isEmpty();
    assertThat(stream.kept()).as("one in the encoder's hands, one waiting").isLessThanOrEqualTo(2);
    viewer.permits.release(1_000_000);
    awaitUnits(1);
  }

  @Test
  void whileNobodyWatchesNothingIsEncoded() throws OrielException {
    bind(good, 1);
    VideoSubscription subscription = feed.subscribe(H264, viewer);
    publish(3);
    subscription.close();
    long before = counter(VideoCounter.ACCESS_UNITS);
    for (int i = 0; i < 10; i++) {
      stream.publish();
    }
    await().until(() -> stream.kept() == 0);

    assertThat(counter(VideoCounter.ACCESS_UNITS) - before).isZero();
    assertThat(good.closed).as("still warm").hasValue(0);
    stream.clock.pass(WARM_NANOS);
    await().untilAtomic(good.closed, org.hamcrest.Matchers.is(1));
    feed.subscribe(H264, viewer);
    assertThat(good.opened).hasValue(2);
  }

  @Test
  void theFirstFrameOfAStreamWarmsTheEncoder() {
    bind(good, 1);
    stream.publish();

    await().untilAtomic(good.opened, org.hamcrest.Matchers.is(1));
    await()
        .until(() -> {
          stream.publish();
          return counter(VideoCounter.ACCESS_UNITS) > 0;
        });
  }

  @Test
  void aPictureThatStandsStillFallsToTenASecond() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    for (int i = 0; i < 30; i++) {
      stream.publishUnchanged();
      awaitUnits(2 + i);
    }
    int before = viewer.units.size();
    for (int i = 0; i < 60; i++) {
      stream.publishUnchanged();
      awaitTaken();
    }
    assertThat(viewer.units.size() - before).as("units in a second").isBetween(9, 11);

    stream.publish();
    await().until(() -> viewer.units.getLast().captureTimeNanos() == stream.clock.nanos());
  }

  @Test
  void aKeyframeIsServedAtOnceWhileThePictureStandsStill() throws OrielException {
    bind(good, 1);
    VideoSubscription subscription = feed.subscribe(H264, viewer);
    publish(1);
    for (int i = 0; i < 40; i++) {
      stream.publishUnchanged();
      awaitTaken();
    }
    subscription.requestKeyframe();
    FakeStream.FakeFrame frame = stream.publishUnchanged();
    await().until(() -> viewer.units.getLast().captureTimeNanos() == frame.captureTimeNanos());

    assertThat(viewer.units.getLast().keyframe()).isTrue();
  }

  @Test
  void anUnchangedPictureIsNotConvertedAgain() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    for (int i = 0; i < 5; i++) {
      stream.publishUnchanged();
      awaitUnits(2 + i);
    }
    assertThat(counter(VideoCounter.FRAMES_CONVERTED)).isEqualTo(1);
  }

  @Test
  void aFrameCostsAFewKilobytesOfHeapAtMost() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(400);
    List<Long> marks = good.allocatedBytes.subList(200, 400);
    List<Long> perFrame =
        IntStream.range(1, marks.size())
            .mapToObj(i -> marks.get(i) - marks.get(i - 1))
            .sorted()
            .toList();

    assertThat(perFrame.get(perFrame.size() / 2)).isLessThan(4096);
  }

  // ---- keyframes

  @Test
  void threeKeyframesAreServedAtOnceAndThenOneEveryHalfSecond() throws OrielException {
    bind(good, 1);
    VideoSubscription subscription = feed.subscribe(H264, viewer);
    publish(1);
    stream.clock.pass(5_000_000_000L);
    publish(1);
    long before = viewer.keyframes();
    askAndPublish(subscription, 6);
    assertThat(viewer.keyframes() - before).as("within 0.1 s").isEqualTo(3);
    askAndPublish(subscription, 54);
    assertThat(viewer.keyframes() - before).as("within 1 s").isEqualTo(4);
    askAndPublish(subscription, 60);
    assertThat(viewer.keyframes() - before).as("within 2 s").isBetween(6L, 7L);
  }

  @Test
  void asksBeforeOneFrameShareAKeyframe() throws OrielException {
    bind(good, 1);
    VideoSubscription subscription = feed.subscribe(H264, viewer);
    FakeViewer other = new FakeViewer();
    VideoSubscription another = feed.subscribe(H264, other);
    publish(2);
    subscription.requestKeyframe();
    another.requestKeyframe();
    subscription.requestKeyframe();
    publish(3);

    assertThat(viewer.units)
        .extracting(FakeViewer.Seen::keyframe)
        .containsExactly(true, false, true, false, false);
  }

  @Test
  void anEpochOfTheStreamBeginsWithAKeyframe() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(2);
    long before = viewer.units.getLast().epoch();
    stream.nextStreamEpoch();
    publish(2);

    FakeViewer.Seen first = viewer.units.get(2);
    assertThat(first.epoch()).isGreaterThan(before);
    assertThat(first.keyframe()).isTrue();
    assertThat(first.discontinuity()).isTrue();
    assertThat(viewer.units.get(3).discontinuity()).isFalse();
  }

  // ---- encoders that come, go and fail

  @Test
  void aBetterEncoderTakesOverWithoutLoss() throws OrielException {
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    publish(5);
    bind(good, 2);
    publishUntil('g');
    publish(5);

    assertNothingLost();
    FakeViewer.Seen first =
        viewer.units.stream().filter(unit -> unit.encoder() == 'g').findFirst().orElseThrow();
    assertThat(first.keyframe()).isTrue();
    assertThat(first.epoch()).isGreaterThan(viewer.units.getFirst().epoch());
    await().untilAtomic(plain.closed, org.hamcrest.Matchers.is(1));
    assertThat(viewer.ended).isEmpty();
  }

  @Test
  void aBetterEncoderIsTryingUntilItWritesWhileSomebodyWatches() throws OrielException {
    bind(plain, 1);
    VideoSubscription watching = feed.subscribe(H264, viewer);
    publish(2);
    good.openings.drainPermits();
    bind(good, 2);
    await().until(good.openings::hasQueuedThreads);
    assertStates(ServiceUse.State.SERVING, ServiceUse.State.TRYING);

    watching.close();
    assertStates(ServiceUse.State.SERVING, ServiceUse.State.WAITING);

    feed.subscribe(H264, viewer);
    assertStates(ServiceUse.State.SERVING, ServiceUse.State.TRYING);
    good.openings.release();
    await().untilAtomic(plain.closed, org.hamcrest.Matchers.is(1));
    assertThat(viewer.units).extracting(FakeViewer.Seen::encoder).containsOnly('p');
    assertStates(ServiceUse.State.SERVING, ServiceUse.State.TRYING);
    publish(1);
    assertStates(ServiceUse.State.SERVING, ServiceUse.State.SERVING);
  }

  @Test
  void oneThatIsLikedLessOrOpensForNobodyWaits() throws Exception {
    good.openings.drainPermits();
    bind(good, 2);
    bind(plain, 1);
    stream.publish();
    await("opened to be warm").until(good.openings::hasQueuedThreads);
    assertStates(ServiceUse.State.WAITING, ServiceUse.State.WAITING);

    Thread joining = Thread.ofPlatform().start(() -> subscribe(viewer));
    await().untilAsserted(() -> assertStates(ServiceUse.State.WAITING, ServiceUse.State.TRYING));
    good.openings.release(1_000);
    joining.join();
  }

  private void subscribe(FakeViewer subscriber) {
    try {
      feed.subscribe(H264, subscriber);
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
  }

  /** What is told of the services 1 and 2. */
  private void assertStates(ServiceUse.State one, ServiceUse.State two) {
    assertThat(feeds.uses())
        .extracting(ServiceUse::serviceId, ServiceUse::state)
        .containsExactlyInAnyOrder(tuple(1L, one), tuple(2L, two));
  }

  @Test
  void whoComesAfterTheFormerHasLeftGetsWhatIsBeingOpened() throws Exception {
    leaveBeforeTheNextIsOpen(good);
    FakeViewer late = new FakeViewer();
    Thread joining = Thread.ofPlatform().start(() -> subscribe(late));
    good.openings.release();
    joining.join();
    publishUntil('g');
    await().until(() -> !late.units.isEmpty());
    assertThat(late.units).extracting(FakeViewer.Seen::encoder).containsOnly('g');
    assertThat(viewer.ended).isEmpty();
  }

  @Test
  void subscribersAreToldWhenTheFormerHasLeftAndTheNextDoesNotOpen() throws Exception {
    leaveBeforeTheNextIsOpen(good);
    good.refusal = "no hardware";
    good.openings.release();
    await().until(() -> viewer.ended.isPresent());
    assertThat(viewer.ended.orElseThrow().code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE);
  }

  /** The encoder is taken away, and the one that is to replace it opens for longer than it may. */
  private void leaveBeforeTheNextIsOpen(FakeEncoders next) throws OrielException {
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    next.openings.drainPermits();
    bind(next, 2);
    await().until(next.openings::hasQueuedThreads);
    feeds.unbindEncoder(plain);
    assertThat(plain.closed).hasValue(1);
  }

  @Test
  void oneThatOpensForEverAndIsTakenAwayKeepsNoOtherFromEncoding() throws OrielException {
    FakeEncoders hanging = new FakeEncoders("good");
    hanging.openings.drainPermits();
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    bind(hanging, 2);
    await().until(hanging.openings::hasQueuedThreads);
    feeds.unbindEncoder(hanging);
    bind(good, 3);
    publishUntil('g');
    hanging.openings.release();
    publish(3);
    assertThat(viewer.ended).isEmpty();
    assertThat(hanging.closed).as("what opens too late is left to itself").hasValue(0);
  }

  @Test
  void subscribersAreToldWhenTheNextOneOpensForEverAndIsTakenAwayToo() throws OrielException {
    FakeEncoders hanging = new FakeEncoders("good");
    leaveBeforeTheNextIsOpen(hanging);
    feeds.unbindEncoder(hanging);
    await().until(() -> viewer.ended.isPresent());
    hanging.openings.release();
  }

  @Test
  void oneThatFailsWhileItIsTakenAwayIsNotToBlame() throws Exception {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    plain.openings.drainPermits();
    bind(plain, 0);
    good.closings.drainPermits();
    good.failures.set(1);
    stream.publish();
    await().until(good.closings::hasQueuedThreads);
    Thread leaving = Thread.ofPlatform().start(() -> feeds.unbindEncoder(good));
    await().until(plain.openings::hasQueuedThreads);
    good.closings.release(1_000);
    plain.openings.release(1_000);
    leaving.join();
    publishUntil('p');
    assertThat(counter(VideoCounter.ENCODERS_QUARANTINED)).isZero();
    assertThat(viewer.ended).isEmpty();
  }

  @Test
  void aSubscriberThatThrowsAnErrorLeavesTheOthersTheirUnitsAndTheRingItsPlaces()
      throws OrielException {
    bind(good, 1);
    good.unitBytes = 1 << 20;
    FakeViewer broken = new FakeViewer();
    broken.error = Optional.of(new OutOfMemoryError("told to fail"));
    feed.subscribe(H264, broken);
    feed.subscribe(H264, viewer);
    publish(20);
    assertThat(viewer.units).hasSize(20);
    assertThat(viewer.ended).isEmpty();
    assertThat(broken.ended).isPresent();
    assertThat(counter(VideoCounter.UNITS_DROPPED)).isZero();
  }

  @Test
  void whatComesWhileAnotherIsTriedIsTriedAfterIt() throws OrielException {
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    good.refusal = "no hardware";
    good.openings.drainPermits();
    bind(good, 2);
    await().until(good.openings::hasQueuedThreads);
    FakeEncoders newer = new FakeEncoders("plain");
    bind(newer, 3);
    good.openings.release();

    await().untilAsserted(() -> assertThat(newer.opened).hasValue(1));
    publish(5);
    assertNothingLost();
  }

  @Test
  void encodersReplacedUnderLoadLoseNothing() throws Exception {
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    publish(1);
    Thread swapping =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 50; i++) {
                bind(good, 2);
                feeds.unbindEncoder(plain);
                bind(plain, 1);
                feeds.unbindEncoder(good);
              }
            });
    while (swapping.isAlive()) {
      publish(1);
    }
    swapping.join();

    assertNothingLost();
    assertThat(viewer.ended).isEmpty();
    assertThat(plain.opened.get() + good.opened.get()).isGreaterThanOrEqualTo(101);
  }

  @Test
  void unbindReturnsWhenTheEncoderIsClosed() throws OrielException {
    bind(good, 1);
    bind(plain, 2);
    feed.subscribe(H264, viewer);
    publish(2);
    feeds.unbindEncoder(good);

    assertThat(good.closed).hasValue(1);
    publish(2);
    assertNothingLost();
    assertThat(viewer.units.getLast().encoder()).isEqualTo('p');
  }

  @Test
  void withoutAnyEncoderSubscribersAreToldAndLaterOnesServed() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(2);
    feeds.unbindEncoder(good);

    assertThat(viewer.ended.orElseThrow().code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE);
    assertThatThrownBy(() -> feed.subscribe(H264, new FakeViewer()))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE));

    bind(plain, 2);
    FakeViewer back = new FakeViewer();
    feed.subscribe(H264, back);
    stream.publish();
    await().until(() -> !back.units.isEmpty());
    assertThat(back.units.getFirst().epoch()).isGreaterThan(viewer.units.getLast().epoch());
  }

  @Test
  void anEncoderThatFailsOnceIsOpenedAnew() throws OrielException {
    bind(good, 1);
    bind(plain, 2);
    feed.subscribe(H264, viewer);
    publish(2);
    good.failures.set(1);
    publish(3);
    assertThat(good.opened).hasValue(2);
    assertNothingLost();

    FakeViewer.Seen first = viewer.units.get(2);
    assertThat(first.encoder()).isEqualTo('g');
    assertThat(first.keyframe()).isTrue();
    assertThat(first.epoch()).isGreaterThan(viewer.units.get(1).epoch());
  }

  @Test
  void anEncoderThatFailsThreeTimesInARowIsReplaced() throws OrielException {
    bind(good, 1);
    bind(plain, 2);
    feed.subscribe(H264, viewer);
    publish(2);
    good.failures.set(1_000);
    publish(2);

    assertThat(viewer.units.getLast().encoder()).isEqualTo('p');
    assertNothingLost();
    assertThat(counter(VideoCounter.ENCODES_FAILED)).isEqualTo(3);
    assertThat(counter(VideoCounter.ENCODERS_QUARANTINED)).isEqualTo(1);
    assertThat(viewer.ended).isEmpty();
    assertThat(feeds.uses())
        .extracting(ServiceUse::serviceId, ServiceUse::identity, ServiceUse::state)
        .containsExactlyInAnyOrder(
            tuple(1L, "good", ServiceUse.State.GIVEN_UP),
            tuple(2L, "plain", ServiceUse.State.SERVING));
    assertThat(feeds.uses())
        .filteredOn(use -> use.serviceId() == 1)
        .allSatisfy(use ->
            assertThat(use.problem().orElseThrow().code()).isEqualTo(ErrorCode.ENCODER_FAILED));
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_KEYFRAME", "NOTHING"})
  void anEncoderThatWritesNoKeyframeIsReplacedAndNothingOfItGoesOut(FakeEncoders.Output output)
      throws OrielException {
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    publish(2);
    good.output = output;
    bind(good, 2);
    await()
        .until(() -> {
          publish(1);
          return counter(VideoCounter.ENCODERS_QUARANTINED) == 1;
        });
    publish(2);

    assertThat(viewer.units).extracting(FakeViewer.Seen::encoder).containsOnly('p');
    assertNothingLost();
    assertThat(feeds.uses())
        .filteredOn(use -> use.serviceId() == 2)
        .allSatisfy(use ->
            assertThat(use.problem().orElseThrow().detail()).contains("asked for a keyframe"));
  }

  @Test
  void anEncoderThatWritesEmptyUnitsIsReplaced() throws OrielException {
    bind(plain, 1);
    feed.subscribe(H264, viewer);
    good.unitBytes = 0;
    bind(good, 2);
    await()
        .until(() -> {
          publish(1);
          return counter(VideoCounter.ENCODERS_QUARANTINED) == 1;
        });
    publish(2);

    assertThat(viewer.units).extracting(FakeViewer.Seen::encoder).containsOnly('p');
    assertNothingLost();
  }

  @Test
  void anEncoderThatFallsSilentFails() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(2);
    good.output = FakeEncoders.Output.NOTHING;
    await()
        .pollInterval(Duration.ofNanos(100_000))
        .until(() -> {
          stream.publish();
          awaitTaken();
          return viewer.ended.isPresent();
        });

    assertThat(viewer.units).hasSize(2);
    assertThat(viewer.ended.orElseThrow().code()).isEqualTo(ErrorCode.ENCODER_FAILED);
  }

  @Test
  void aLastEncoderThatFailsEndsTheSubscription() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(2);
    good.failures.set(1_000);
    await()
        .until(() -> {
          stream.publish();
          return viewer.ended.isPresent();
        });

    assertThat(viewer.ended.orElseThrow().code()).isEqualTo(ErrorCode.ENCODER_FAILED);
  }

  @Test
  void anEncoderThatDoesNotLetGoIsAbandoned() throws OrielException {
    FakeEncoders hanging = new FakeEncoders("good");
    bind(hanging, 1);
    bind(plain, 2);
    feed.subscribe(H264, viewer);
    publish(1);
    hanging.permits.drainPermits();
    FakeStream.FakeFrame stuck = stream.publish();
    await().untilAtomic(hanging.waiting, org.hamcrest.Matchers.is(1));
    feeds.unbindEncoder(hanging);

    assertThat(counter(VideoCounter.ENCODERS_QUARANTINED)).isEqualTo(1);
    publishUntil('p');
    int units = viewer.units.size();
    hanging.permits.release(1_000);
    await("the late picture to be encoded and let go").until(() -> stuck.references().get() == 0);
    publish(2);
    assertThat(viewer.units.subList(units, viewer.units.size()))
        .allMatch(unit -> unit.encoder() == 'p');
    assertThat(hanging.closed).as("never closed under a running call").hasValue(0);
  }

  @Test
  void aSinkThatDoesNotReturnHoldsUpNeitherAnUnbindNorTheEnd() throws OrielException {
    FakeEncoders only = new FakeEncoders("good");
    bind(only, 1);
    feed.subscribe(H264, viewer);
    FakeViewer other = new FakeViewer();
    feed.subscribe(H264, other);
    publish(1);
    viewer.permits.drainPermits();
    stream.publish();
    await().until(viewer.permits::hasQueuedThreads);

    feeds.unbindEncoder(only);
    feed.close();
    assertThat(other.ended.orElseThrow().code()).isEqualTo(ErrorCode.ENCODER_UNAVAILABLE);
    assertThat(viewer.ended).isEmpty();
    viewer.permits.release(1_000_000);
    await().until(() -> viewer.ended.isPresent());
    awaitTaken();
  }

  @Test
  void aNewBitRateReachesTheEncoder() throws OrielException {
    bind(good, 1);
    feed.subscribe(H264, viewer);
    publish(2);
    feeds.configure(new VideoSettings(List.of("good", "plain"), 2_000_000, WARM_NANOS));
    publish(2);

    assertThat(good.bitRates).containsExactly(6_000_000, 2_000_000);
    assertThat(good.opened).hasValue(1);
  }

  @Test
  void aNewOrderOfEncodersTakesEffect() throws OrielException {
    bind(good, 1);
    bind(plain, 2);
    feed.subscribe(H264, viewer);
    publish(2);
    feeds.configure(new VideoSettings(List.of("plain", "good"), 6_000_000, WARM_NANOS));
    publishUntil('p');

    assertNothingLost();
  }

  // ---- memory

  @Test
  void whoKeepsTooManyUnitsLosesUnitsAndGoesOnWithAKeyframe() throws OrielException {
    good.unitBytes = 1 << 20;
    bind(good, 1);
    viewer.retains = true;
    feed.subscribe(H264, viewer);
    await()
        .until(() -> {
          stream.publish();
          return counter(VideoCounter.UNITS_DROPPED) > 0;
        });
    viewer.retains = false;
    int kept = viewer.units.size();
    viewer.retained.forEach(unit -> unit.release());
    await()
        .until(() -> {
          stream.publish();
          return viewer.units.size() > kept;
        });

    assertThat(viewer.units.get(kept).keyframe()).isTrue();
    assertThat(viewer.units.get(kept).discontinuity()).isTrue();
  }

  @Test
  void aUnitThatAConsumerForgetsIsFound() throws OrielException {
    bind(good, 1);
    viewer.retains = true;
    feed.subscribe(H264, viewer);
    // One in eight is watched.
    publish(16);
    assertThat(counter(VideoCounter.UNITS_LOST)).isZero();
    viewer.retained.clear();
    await()
        .untilAsserted(() -> {
          System.gc();
          assertThat(counter(VideoCounter.UNITS_LOST)).isPositive();
        });
  }

  @Test
  void closingTellsTheSubscribersAndReleasedUnitsStayReadableUntilThen() throws OrielException {
    bind(good, 1);
    viewer.retains = true;
    feed.subscribe(H264, viewer);
    publish(1);
    feed.close();

    assertThat(viewer.ended.orElseThrow().code()).isEqualTo(ErrorCode.VIDEO_UNAVAILABLE);
    var unit = viewer.retained.getFirst();
    assertThat((char) unit.data().get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0)).isEqualTo('g');
    unit.release();
    assertThatThrownBy(unit::release).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> unit.data().get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  // ---- helpers

  private void bind(FakeEncoders encoders, long id) {
    feeds.bindEncoder(encoders, encoders.properties(id, 0));
  }

  /** Publishes frames, each after the unit of the one before has come. */
  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      int before = viewer.units.size();
      stream.publish();
      await().pollInterval(Duration.ofNanos(100_000)).until(() -> viewer.units.size() > before);
    }
  }

  private void publishUntil(char encoder) {
    await()
        .pollInterval(Duration.ofNanos(100_000))
        .until(() -> {
          publish(1);
          return viewer.units.getLast().encoder() == encoder;
        });
  }

  private void askAndPublish(VideoSubscription subscription, int count) {
    for (int i = 0; i < count; i++) {
      subscription.requestKeyframe();
      publish(1);
    }
  }

  private void awaitUnits(int count) {
    await().pollInterval(Duration.ofNanos(100_000)).until(() -> viewer.units.size() >= count);
  }

  /** Waits until the last frame was encoded or left out. */
  private void awaitTaken() {
    await().pollInterval(Duration.ofNanos(100_000)).until(() -> stream.kept() == 0);
  }

  private void assertNothingLost() {
    assertThat(viewer.units)
        .extracting(FakeViewer.Seen::captureTimeNanos)
        .isEqualTo(stream.frames.stream().map(FakeStream.FakeFrame::captureTimeNanos).toList());
    long epoch = -1;
    for (FakeViewer.Seen unit : viewer.units) {
      assertThat(unit.epoch()).isGreaterThanOrEqualTo(epoch);
      if (unit.epoch() > epoch) {
        assertThat(unit.keyframe()).as("an epoch begins with a keyframe").isTrue();
      }
      epoch = unit.epoch();
    }
  }

  private long counter(VideoCounter counter) {
    return feeds.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(reading -> reading.value())
        .sum();
  }
}

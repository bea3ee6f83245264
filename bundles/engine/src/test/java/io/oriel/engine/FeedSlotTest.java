package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.VideoFeed;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Video feeds that come, fail, hang and go. */
class FeedSlotTest {
  private static void add(Rig rig, FakeVideoFeedProvider provider, int ranking) {
    rig.stream.feed().add(Rig.offer(provider, Map.of("service.ranking", ranking)));
  }

  private static VideoFeed video(Rig rig) {
    try {
      return rig.stream.video();
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theBestProviderFeedsAndTheFormersFeedIsClosed() {
    try (Rig rig = new Rig()) {
      rig.start();
      assertThatThrownBy(rig.stream::video).hasMessageContaining("No video feed");
      FakeVideoFeedProvider first = new FakeVideoFeedProvider();
      FakeVideoFeedProvider better = new FakeVideoFeedProvider();
      FakeVideoFeedProvider worse = new FakeVideoFeedProvider();
      add(rig, first, 0);
      VideoFeed before = video(rig);
      add(rig, worse, -1);
      assertThat(video(rig)).isSameAs(before);
      add(rig, better, 1);
      assertThat(video(rig)).isSameAs(better.feeds.getFirst());
      assertThat(first.feeds.getFirst().closed).hasValue(1);
      rig.stream.feed().remove(better);
      assertThat(better.feeds.getFirst().closed).hasValue(1);
      assertThat(video(rig)).isSameAs(first.feeds.getLast());
      assertThat(worse.feeds).isEmpty();
    }
  }

  @Test
  void aProviderThatDoesNotOpenGivesWayToTheNext() {
    try (Rig rig = new Rig()) {
      rig.start();
      FakeVideoFeedProvider good = new FakeVideoFeedProvider();
      FakeVideoFeedProvider broken = new FakeVideoFeedProvider();
      broken.failure = new NoClassDefFoundError("half a bundle");
      add(rig, broken, 5);
      assertThatThrownBy(rig.stream::video).hasMessageContaining("half a bundle");
      add(rig, good, 0);
      Rig.untilStill(() -> good.feeds.size() == 1);
      assertThat(video(rig)).isSameAs(good.feeds.getFirst());
      rig.stream.feed().remove(broken);
      assertThat(video(rig)).isSameAs(good.feeds.getFirst());
    }
  }

  @Test
  void aProviderThatDoesNotOpenOrCloseHoldsNobodyForEver() {
    try (Rig rig = new Rig()) {
      rig.start();
      FakeVideoFeedProvider stuck = new FakeVideoFeedProvider();
      stuck.openGate = new Gate();
      add(rig, stuck, 0);
      assertThatThrownBy(rig.stream::video).hasMessageContaining("still opening");
      rig.stream.feed().remove(stuck);
      stuck.openGate.open();
      Rig.untilStill(() -> stuck.feeds.size() == 1 && stuck.feeds.getFirst().closed.get() == 1);

      FakeVideoFeedProvider clinging = new FakeVideoFeedProvider();
      clinging.closeGate = new Gate();
      add(rig, clinging, 0);
      video(rig);
      CompletableFuture<Void> removed =
          CompletableFuture.runAsync(() -> rig.stream.feed().remove(clinging));
      Rig.untilStill(removed::isDone);
      clinging.closeGate.open();
    }
  }
}

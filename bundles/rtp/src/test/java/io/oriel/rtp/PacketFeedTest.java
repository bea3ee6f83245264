package io.oriel.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoSubscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PacketFeedTest {
  private static final VideoSubscription SUBSCRIPTION =
      new VideoSubscription() {
        @Override
        public EncodingInfo encoding() {
          throw new UnsupportedOperationException();
        }

        @Override
        public void requestKeyframe() {}

        @Override
        public void close() {}
      };

  private final List<AccessUnitSink> sinks = new CopyOnWriteArrayList<>();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final PacketFeed feed =
      new PacketFeed("main", this::source, new Counting(), new PacketLog(64, 1000));

  private final class Counting implements PacketFeed.Listener {
    @Override
    public void unitWaiting() {}

    @Override
    public void unitDropped() {}

    @Override
    public void subscribedAgain() {
      again.incrementAndGet();
    }
  }

  private VideoFeed source() {
    if (failures.getAndDecrement() > 0) {
      throw new NoClassDefFoundError("by the test");
    }
    return (request, sink) -> {
      sinks.add(sink);
      return SUBSCRIPTION;
    };
  }

  @Test
  void subscribesOnceUntilItEndsAndNotWhenClosed() throws Exception {
    assertThat(feed.subscribe()).isTrue();
    assertThat(feed.subscribe()).isFalse();
    feed.close();
    assertThat(feed.subscribe()).isFalse();
    assertThat(sinks).hasSize(1);
  }

  @Test
  void subscribesAgainAlsoAfterAFeedHasLostItsClasses() throws Exception {
    feed.subscribe();
    failures.set(2);
    sinks.getFirst().onEnded(new Problem(ErrorCode.ENCODER_FAILED, "by the test"));
    await().atMost(Duration.ofSeconds(30)).until(() -> again.get() == 1);
    assertThat(sinks).hasSize(2);
    feed.close();
  }
}

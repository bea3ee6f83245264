package io.oriel.engine;

import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.OpenVideoFeed;
import io.oriel.api.video.VideoFeedProvider;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSource;
import io.oriel.api.video.VideoSubscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Feeds that nobody can subscribe to, counted. */
final class FakeVideoFeedProvider implements VideoFeedProvider {
  final List<Feed> feeds = new CopyOnWriteArrayList<>();
  volatile Throwable failure;
  volatile Gate openGate;
  volatile Gate closeGate;

  @Override
  public OpenVideoFeed open(VideoSource source) {
    Gate closedGate = openGate;
    if (closedGate != null) {
      closedGate.pass();
    }
    Failure.raise(failure);
    Feed feed = new Feed();
    feeds.add(feed);
    return feed;
  }

  /** An open feed. */
  final class Feed implements OpenVideoFeed {
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public VideoSubscription subscribe(VideoRequest request, AccessUnitSink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      Gate closedGate = closeGate;
      if (closedGate != null) {
        closedGate.pass();
      }
      closed.incrementAndGet();
    }
  }
}

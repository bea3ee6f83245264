package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.video.OpenVideoFeed;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoFeedProvider;
import io.oriel.api.video.VideoSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The stream's video feed, from the best provider that is there. Any thread. */
final class FeedSlot implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FeedSlot.class.getName());

  private record Opening(Offer<VideoFeedProvider> offer, CompletableFuture<OpenVideoFeed> feed) {}

  private final VideoSource source;
  private final Offers<VideoFeedProvider> offers = new Offers<>();
  private Opening current;
  private boolean closed;

  FeedSlot(VideoSource source) {
    this.source = source;
  }

  /** A provider has come; its feed is opened beside the caller and, if it is the best, used. */
  void add(Offer<VideoFeedProvider> offer) {
    offers.add(offer);
    closeFeed(choose());
  }

  /** A provider goes. Returns when its feed is closed. */
  void remove(VideoFeedProvider provider) {
    offers.remove(provider);
    closeFeed(choose());
  }

  VideoFeed video() throws OrielException {
    Opening opening;
    synchronized (this) {
      opening = current;
    }
    if (opening == null) {
      throw new OrielException(ErrorCode.VIDEO_UNAVAILABLE, "");
    }
    try {
      return opening.feed().join();
    } catch (CompletionException e) {
      throw Problems.exception(
          Problems.of(e.getCause(), ErrorCode.VIDEO_UNAVAILABLE), e.getCause());
    }
  }

  /** Makes the best provider's feed the current one and returns the one it replaces, or null. */
  private synchronized Opening choose() {
    Offer<VideoFeedProvider> best = closed ? null : offers.best(o -> true).orElse(null);
    Opening before = current;
    if (before != null && before.offer() == best) {
      return null;
    }
    current = best == null ? null : new Opening(best, open(best.service()));
    return before;
  }

  private CompletableFuture<OpenVideoFeed> open(VideoFeedProvider provider) {
    CompletableFuture<OpenVideoFeed> feed = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("oriel-open-feed")
        .start(() -> {
          try {
            feed.complete(provider.open(source));
          } catch (OrielException | RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "A video feed did not open", e);
            feed.completeExceptionally(e);
          }
        });
    return feed;
  }

  private static void closeFeed(Opening replaced) {
    if (replaced != null) {
      replaced.feed().handle(FeedSlot::closeOpened).join();
    }
  }

  private static Void closeOpened(OpenVideoFeed feed, Throwable failure) {
    if (feed != null) {
      try {
        feed.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.log(System.Logger.Level.ERROR, "A video feed failed to close", e);
      }
    }
    return null;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    closeFeed(choose());
  }
}

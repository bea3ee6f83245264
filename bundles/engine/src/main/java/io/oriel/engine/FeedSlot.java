package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.video.OpenVideoFeed;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoFeedProvider;
import io.oriel.api.video.VideoSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The stream's video feed, from the best provider that opens. Any thread; a provider that neither
 * opens nor closes holds nobody for longer than it is waited for.
 */
final class FeedSlot implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FeedSlot.class.getName());

  /** A feed may take 2 s to close, and may be opening when it is told to. */
  private static final Duration CLOSING = RenderCommands.PATIENCE.multipliedBy(2);

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

  /** A provider goes. Returns when its feed is closed, or has been waited for long enough. */
  void remove(VideoFeedProvider provider) {
    offers.remove(provider);
    closeFeed(choose());
  }

  /** What has become of the providers. */
  Stream<ServiceUse> uses() {
    return offers.uses("", source.info().name());
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
      return opening.feed().get(RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Problems.exception(
          Problems.of(e.getCause(), ErrorCode.VIDEO_UNAVAILABLE), e.getCause());
    } catch (TimeoutException e) {
      throw new OrielException(ErrorCode.VIDEO_UNAVAILABLE, "the video feed is still opening", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrielException(ErrorCode.VIDEO_UNAVAILABLE, "interrupted", e);
    }
  }

  /** Makes the best provider's feed the current one and returns the one it replaces. */
  private synchronized Optional<Opening> choose() {
    Offer<VideoFeedProvider> best =
        closed ? null : offers.best(Offer::usable).or(() -> offers.best(o -> true)).orElse(null);
    Opening before = current;
    if (before != null && before.offer() == best) {
      return Optional.empty();
    }
    current = best == null ? null : open(best);
    return Optional.ofNullable(before);
  }

  private Opening open(Offer<VideoFeedProvider> offer) {
    Opening opening = new Opening(offer, new CompletableFuture<>());
    Thread.ofVirtual()
        .name("oriel-open-feed")
        .start(() -> {
          try {
            opening.feed().complete(offer.service().open(source));
            offer.served();
          } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "A video feed did not open", e);
            opening.feed().completeExceptionally(e);
            offer.giveUp(Problems.of(e, ErrorCode.VIDEO_UNAVAILABLE));
            fallBack();
          }
        });
    return opening;
  }

  /** The next best one is tried; where there is none the failed one says why there is no video. */
  private void fallBack() {
    if (offers.best(Offer::usable).isPresent()) {
      closeFeed(choose());
    }
  }

  private void closeFeed(Optional<Opening> replaced) {
    if (replaced.isEmpty()) {
      return;
    }
    CompletableFuture<Void> done =
        replaced.get().feed().handleAsync(FeedSlot::closeOpened, OffThread.EXECUTOR);
    try {
      done.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The video feed of stream {0} was not closed within {1} s and was left to itself",
          source.info().name(),
          CLOSING.toSeconds());
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "A video feed failed to close", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Void closeOpened(OpenVideoFeed feed, Throwable failure) {
    if (feed != null) {
      feed.close();
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

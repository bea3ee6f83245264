package io.oriel.stage.usd;

import io.oriel.api.stage.LoadMonitor;
import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Hands a file on as it comes, says how far it is, and ends when it is too large. */
final class DownloadBody implements BodySubscriber<Path> {
  private static final double MIB = 1 << 20;

  /** The server sends more than is taken. */
  static final class TooLargeException extends IOException {
    @Serial private static final long serialVersionUID = 1L;
  }

  private final BodySubscriber<Path> file;
  private final long announcedBytes;
  private final long maxBytes;
  private final LoadMonitor monitor;
  private Flow.Subscription subscription;
  private long bytes;
  private long toldPercent = -1;
  private boolean ended;

  /**
   * @param announcedBytes negative if the server has not said how many come
   */
  DownloadBody(BodySubscriber<Path> file, long announcedBytes, long maxBytes, LoadMonitor monitor) {
    this.file = file;
    this.announcedBytes = announcedBytes;
    this.maxBytes = maxBytes;
    this.monitor = monitor;
  }

  @Override
  public CompletionStage<Path> getBody() {
    return file.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription = source;
    file.onSubscribe(source);
    if (announcedBytes > maxBytes) {
      tooLarge();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (ended) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes > maxBytes) {
      tooLarge();
    } else {
      tell();
      file.onNext(buffers);
    }
  }

  private void tooLarge() {
    ended = true;
    // The first error is the one that is told: a cancelled subscription is one too.
    file.onError(new TooLargeException());
    subscription.cancel();
  }

  /** A hundred times at most, or once a MiB where nobody knows how many come. */
  private void tell() {
    boolean known = announcedBytes > 0;
    long percent = known ? bytes * 100 / announcedBytes : bytes >> 20;
    if (percent != toldPercent) {
      toldPercent = percent;
      String soFar = "Downloading, %.1f".formatted(bytes / MIB);
      monitor.progress(
          known ? Math.min(1, (double) bytes / announcedBytes) : -1,
          known ? soFar + " of %.1f MiB".formatted(announcedBytes / MIB) : soFar + " MiB");
    }
  }

  @Override
  public void onError(Throwable error) {
    if (!ended) {
      file.onError(error);
    }
  }

  @Override
  public void onComplete() {
    if (!ended) {
      file.onComplete();
    }
  }
}

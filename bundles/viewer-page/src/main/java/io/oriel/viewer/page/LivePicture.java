package io.oriel.viewer.page;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.Stream;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A small picture of a stream, made when somebody asks and the last one is old. Between two
 * pictures it is no sink of the stream and costs nothing.
 */
final class LivePicture {
  /** However many ask: four pictures a second. */
  static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long FRAME_SECONDS = 2;

  private final Stream stream;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private byte[] jpeg = {};
  private long madeAtNanos;

  LivePicture(final Stream stream, final LongSupplier nanos) {
    this.stream = stream;
    this.nanos = nanos;
  }

  Stream stream() {
    return stream;
  }

  /**
   * A JPEG file, of now or of at most {@link #FRESH_NANOS} ago. Blocks for the next frame; those
   * who ask meanwhile get the same one.
   *
   * @throws OrielException if there is no picture yet, or none that can be read
   */
  byte[] jpeg() throws OrielException, IOException, InterruptedException {
    if (!stream.status().ready()) {
      throw new OrielException(ErrorCode.STREAM_NOT_READY, stream.info().name());
    }
    lock.lockInterruptibly();
    try {
      if (jpeg.length == 0 || nanos.getAsLong() - madeAtNanos > FRESH_NANOS) {
        jpeg = make();
        madeAtNanos = nanos.getAsLong();
      }
      return jpeg;
    } finally {
      lock.unlock();
    }
  }

  private byte[] make() throws OrielException, IOException, InterruptedException {
    final ViewportFrame frame = next();
    try {
      if (frame.image() instanceof HostImage image) {
        return Thumbnail.jpeg(image);
      }
      throw new OrielException(
          ErrorCode.UNSUPPORTED, "The pictures of this stream are not in the host's memory.");
    } finally {
      frame.release();
    }
  }

  /** The next frame that the stream publishes, retained. */
  private ViewportFrame next() throws OrielException, InterruptedException {
    final BlockingQueue<ViewportFrame> first = new ArrayBlockingQueue<>(1);
    ViewportFrame frame = null;
    try (var _ = stream.subscribe(candidate -> keep(candidate, first))) {
      frame = first.poll(FRAME_SECONDS, TimeUnit.SECONDS);
    } finally {
      // What came while the subscription ended belongs to nobody else.
      final ViewportFrame late = first.poll();
      if (late != null) {
        late.release();
      }
    }
    if (frame == null) {
      throw new OrielException(
          ErrorCode.STREAM_NOT_READY, "No picture for " + FRAME_SECONDS + " s.");
    }
    return frame;
  }

  // On the render thread.
  private static void keep(final ViewportFrame frame, final BlockingQueue<ViewportFrame> first) {
    frame.retain();
    if (!first.offer(frame)) {
      frame.release();
    }
  }
}

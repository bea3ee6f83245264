package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Plane;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sums of the pictures that a stream publishes, by the time of their capture. */
final class PictureSums implements FrameSink {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final Map<Long, Long> sums = new ConcurrentHashMap<>();

  @Override
  public void onFrame(ViewportFrame frame) {
    HostImage image = (HostImage) frame.image();
    Plane plane = image.spec().plane(0);
    sums.put(
        frame.captureTimeNanos(),
        of(
            image.segment().asSlice(plane.offsetBytes()),
            image.spec().width(),
            image.spec().height(),
            plane.pitchBytes()));
  }

  /** As the reader in C computes it; of pictures of even width. */
  static long of(MemorySegment rows, int width, int height, int pitchBytes) {
    long sum = BASIS;
    for (int row = 0; row < height; row++) {
      long begin = (long) row * pitchBytes;
      for (long at = begin; at < begin + 4L * width; at += Long.BYTES) {
        sum = (sum ^ rows.get(WORD, at)) * PRIME;
      }
    }
    return sum;
  }

  /**
   * Whether a picture that was seen is the one that was published at that time. A reader may be
   * quicker than this sink.
   */
  boolean hasPublished(long captureTimeNanos, long sum) {
    if (!sums.containsKey(captureTimeNanos)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> sums.containsKey(captureTimeNanos));
    }
    return sums.get(captureTimeNanos) == sum;
  }
}

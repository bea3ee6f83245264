package io.oriel.viewer.page;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.video.VideoFeed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream whose sinks get two frames of one colour, on a thread of their own. */
final class PaintedStream implements Stream {
  private final StreamInfo info;
  private final boolean ready;
  private final HostImage image;
  private final AtomicInteger sinks = new AtomicInteger();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicInteger retained = new AtomicInteger();

  PaintedStream(String name, int width, int height, int rgb, boolean ready) {
    this.info = new StreamInfo(name, width, height, 60, "test");
    this.ready = ready;
    ImageSpec spec = ImageSpec.of(width, height, PixelFormat.BGRA8);
    MemorySegment pixels = Arena.ofAuto().allocate(spec.sizeBytes(), 64);
    int pitch = spec.plane(0).pitchBytes();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels.set(ValueLayout.JAVA_INT_UNALIGNED, (long) y * pitch + x * 4L, rgb);
      }
    }
    this.image = new HostImage(spec, pixels);
  }

  int sinks() {
    return sinks.get();
  }

  int subscriptions() {
    return subscriptions.get();
  }

  /** How many frames are kept by somebody. */
  int retained() {
    return retained.get();
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public StreamStatus status() {
    return new StreamStatus(
        StreamState.ACTIVE,
        1,
        1,
        ready,
        false,
        Optional.empty(),
        StageStatus.NONE,
        new AovStatus("LdrColor", "LdrColor", List.of("LdrColor"), Optional.empty()));
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    sinks.incrementAndGet();
    subscriptions.incrementAndGet();
    Thread renderer =
        Thread.ofPlatform()
            .start(() -> {
              sink.onFrame(new Frame());
              sink.onFrame(new Frame());
            });
    return () -> {
      join(renderer);
      sinks.decrementAndGet();
    };
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public VideoFeed video() throws OrielException {
    throw new OrielException(ErrorCode.VIDEO_UNAVAILABLE, "");
  }

  private final class Frame implements ViewportFrame {
    @Override
    public Image image() {
      return image;
    }

    @Override
    public long epoch() {
      return 1;
    }

    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public long captureTimeNanos() {
      return 0;
    }

    @Override
    public boolean held() {
      return false;
    }

    @Override
    public boolean unchanged() {
      return false;
    }

    @Override
    public boolean discontinuity() {
      return false;
    }

    @Override
    public void retain() {
      retained.incrementAndGet();
    }

    @Override
    public void release() {
      retained.decrementAndGet();
    }
  }
}

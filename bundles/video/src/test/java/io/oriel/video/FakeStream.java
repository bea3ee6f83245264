package io.oriel.video;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.video.VideoSource;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A stream of 64 by 36 pixels at 60 frames a second; the test thread is its render thread. */
final class FakeStream implements VideoSource {
  static final long PERIOD_NANOS = 16_666_667;

  final FakeClock clock = new FakeClock();
  final List<FakeFrame> frames = new CopyOnWriteArrayList<>();
  private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  private final AtomicLong epochs = new AtomicLong(1);
  private final HostImage image;
  private long epoch = 1;
  private long sequence;

  FakeStream() {
    ImageSpec spec = ImageSpec.of(64, 36, PixelFormat.BGRA8);
    image = new HostImage(spec, Arena.ofAuto().allocate(spec.sizeBytes(), 64));
  }

  FakeFrame publish() {
    return publish(false, false);
  }

  FakeFrame publishUnchanged() {
    return publish(true, false);
  }

  FakeFrame publishHeld() {
    return publish(true, true);
  }

  /** The stream itself changes. */
  void nextStreamEpoch() {
    epoch = nextEpoch();
  }

  private FakeFrame publish(boolean unchanged, boolean held) {
    clock.pass(PERIOD_NANOS);
    FakeFrame frame =
        new FakeFrame(
            image, epoch, sequence++, clock.nanos(), held, unchanged, new AtomicInteger(1));
    frames.add(frame);
    sinks.forEach(sink -> sink.onFrame(frame));
    frame.release();
    return frame;
  }

  /** Frames that somebody still keeps. */
  long kept() {
    return frames.stream().filter(frame -> frame.references().get() > 0).count();
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo("main", 64, 36, 60, "fake");
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    sinks.add(sink);
    return () -> sinks.remove(sink);
  }

  @Override
  public long nextEpoch() {
    return epochs.incrementAndGet();
  }

  @Override
  public FakeClock clock() {
    return clock;
  }

  record FakeFrame(
      Image image,
      long epoch,
      long sequence,
      long captureTimeNanos,
      boolean held,
      boolean unchanged,
      AtomicInteger references)
      implements ViewportFrame {
    @Override
    public boolean discontinuity() {
      return false;
    }

    @Override
    public void retain() {
      if (references.getAndIncrement() <= 0) {
        throw new AssertionError("frame " + sequence + " retained after its release");
      }
    }

    @Override
    public void release() {
      if (references.decrementAndGet() < 0) {
        throw new AssertionError("frame " + sequence + " released too often");
      }
    }
  }
}

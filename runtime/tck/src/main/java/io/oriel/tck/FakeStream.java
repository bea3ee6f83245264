package io.oriel.tck;

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
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream of 64 by 64 pixels, raw and encoded, whose pictures a test publishes. */
public final class FakeStream implements Stream {
  private static final int SIDE = 64;

  private final String name;
  private final FakeVideoFeed feed;
  private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  private final AtomicInteger kept = new AtomicInteger();
  private volatile boolean ready = true;
  private volatile long epoch = 1;
  private int published;

  public FakeStream(String name) {
    this(name, new FakeVideoFeed());
  }

  public FakeStream(String name, FakeVideoFeed feed) {
    this.name = name;
    this.feed = feed;
  }

  /** Its encoded video. */
  public FakeVideoFeed feed() {
    return feed;
  }

  /**
   * Publishes a picture, raw and as a keyframe.
   *
   * @param bytes length of the keyframe's slice
   */
  public synchronized void publish(int bytes) {
    published++;
    ImageSpec spec = ImageSpec.of(SIDE, SIDE, PixelFormat.BGRA8);
    HostImage image = new HostImage(spec, Arena.ofAuto().allocate(spec.sizeBytes(), 64));
    for (long at = 0; at < spec.sizeBytes(); at += 4) {
      image.segment().set(ValueLayout.JAVA_INT, at, 0xff000000 | published * 0x10203);
    }
    FakeFrame frame = new FakeFrame(image, epoch, published);
    sinks.forEach(sink -> sink.onFrame(frame));
    feed.emit(true, bytes);
  }

  /** The pictures to come belong to this epoch. */
  public void epoch(long value) {
    epoch = value;
    feed.epoch(value);
  }

  /** Whether there is a picture. */
  public void ready(boolean value) {
    ready = value;
  }

  /** Frames and access units that are retained and not released. */
  public int unreleased() {
    return kept.get() + feed.unreleased();
  }

  /** Subscriptions that are open. */
  public int watching() {
    return sinks.size() + feed.watching();
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo(name, SIDE, SIDE, 60, "fake");
  }

  @Override
  public StreamStatus status() {
    return new StreamStatus(
        StreamState.ACTIVE,
        epoch,
        1,
        ready,
        false,
        Optional.empty(),
        StageStatus.NONE,
        new AovStatus("", "", List.of(), Optional.empty()));
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    listener.onStatus(status());
    return () -> {};
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    sinks.add(sink);
    return () -> sinks.remove(sink);
  }

  @Override
  public VideoFeed video() {
    return feed;
  }

  private final class FakeFrame implements ViewportFrame {
    private final Image image;
    private final long epoch;
    private final long sequence;

    FakeFrame(Image image, long epoch, long sequence) {
      this.image = image;
      this.epoch = epoch;
      this.sequence = sequence;
    }

    @Override
    public Image image() {
      return image;
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public long sequence() {
      return sequence;
    }

    @Override
    public long captureTimeNanos() {
      return sequence * 50_000_000L / 3;
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
      kept.incrementAndGet();
    }

    @Override
    public void release() {
      kept.decrementAndGet();
    }
  }
}

package io.oriel.runtime.benchmarks;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.input.InputEvent;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.api.video.VideoFeed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server with one stream of pictures whose sums are known, and with everybody let in. */
final class SharedMemorySource implements TransportContext, Stream, Clock {
  private static final int PICTURES = 5;
  private static final ImageSpec SPEC =
      ImageSpec.of(Frames.WIDTH, Frames.HEIGHT, PixelFormat.BGRA8);

  private final String name;
  private final HostImage[] pictures = new HostImage[PICTURES];
  private final long[] sums = new long[PICTURES];
  private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  private long sequence;

  SharedMemorySource(String name) {
    this.name = name;
    final Random random = new Random(1);
    for (int i = 0; i < PICTURES; i++) {
      final MemorySegment pixels = Arena.global().allocate(SPEC.sizeBytes(), 64);
      for (long at = 0; at < pixels.byteSize(); at += Long.BYTES) {
        pixels.set(ValueLayout.JAVA_LONG, at, random.nextLong());
      }
      pictures[i] = new HostImage(SPEC, pixels);
      sums[i] = SharedMemoryReader.sum(pixels);
    }
  }

  /** Publishes the next picture; one thread. */
  Published publish() {
    final int picture = (int) (++sequence % PICTURES);
    final Published frame = new Published(pictures[picture], sums[picture], sequence);
    sinks.forEach(sink -> sink.onFrame(frame));
    return frame;
  }

  /** A frame that notes when the writer began with it and when it was done. */
  static final class Published implements ViewportFrame {
    private final HostImage image;
    private final long sequence;
    private final long publishedNanos = System.nanoTime();
    final long sum;
    private volatile long begunNanos;
    private volatile long doneNanos;

    Published(HostImage image, long sum, long sequence) {
      this.image = image;
      this.sum = sum;
      this.sequence = sequence;
    }

    /** The time that the writer took; empty if it left the frame out. */
    Optional<Long> writeNanos() {
      return begunNanos == 0 || doneNanos == 0
          ? Optional.empty()
          : Optional.of(doneNanos - begunNanos);
    }

    /** The pixels, for the copy beside. */
    HostImage picture() {
      return image;
    }

    @Override
    public Image image() {
      begunNanos = System.nanoTime();
      return image;
    }

    @Override
    public void release() {
      doneNanos = System.nanoTime();
    }

    @Override
    public long captureTimeNanos() {
      return publishedNanos;
    }

    @Override
    public long sequence() {
      return sequence;
    }

    @Override
    public long epoch() {
      return 1;
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
    public void retain() {}
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo(name, Frames.WIDTH, Frames.HEIGHT, 60, "bench");
  }

  @Override
  public StreamStatus status() {
    return new StreamStatus(
        StreamState.ACTIVE,
        1,
        1,
        true,
        false,
        Optional.empty(),
        StageStatus.NONE,
        new AovStatus("", "", List.of(), Optional.empty()));
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    return () -> {};
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    sinks.add(sink);
    return () -> sinks.remove(sink);
  }

  /** Whether somebody takes the frames. */
  boolean subscribed() {
    return !sinks.isEmpty();
  }

  @Override
  public VideoFeed video() throws OrielException {
    throw new OrielException(ErrorCode.VIDEO_UNAVAILABLE, "");
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(deadlineNanos - nanos());
  }

  @Override
  public Optional<Stream> stream(String wanted) {
    return Optional.of(this);
  }

  @Override
  public void streams(StreamListener listener) {
    listener.added(this);
  }

  @Override
  public ViewerSession admit(ViewerRequest request) {
    return new ViewerSession() {
      @Override
      public String id() {
        return "reader";
      }

      @Override
      public void opened() {}

      @Override
      public void keyframeSent(long epoch) {}

      @Override
      public void received(String text) {}

      @Override
      public void received(InputEvent event) {}

      @Override
      public void leave(Problem reason) {}
    };
  }
}

package io.oriel.tck;

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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream, raw and encoded, whose pictures a test publishes. */
public final class FakeStream implements Stream {
  private static final int SIDE = 64;

  private final StreamInfo info;
  private final FakeVideoFeed feed;
  private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  private final Queue<FakeFrame> frames = new ConcurrentLinkedQueue<>();
  private final AtomicInteger subscribingFails = new AtomicInteger();
  private final AtomicInteger leavingFails = new AtomicInteger();
  private volatile boolean ready = true;
  private volatile long epoch = 1;
  private int published;

  /** Of 64 by 64 pixels. */
  public FakeStream(String name) {
    this(name, new FakeVideoFeed());
  }

  /** Of 64 by 64 pixels. */
  public FakeStream(String name, FakeVideoFeed feed) {
    this(new StreamInfo(name, SIDE, SIDE, 60, "fake"), feed);
  }

  public FakeStream(StreamInfo info, FakeVideoFeed feed) {
    this.info = info;
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
    FakeFrame frame = FakeFrame.noise(info.width(), info.height(), epoch, ++published);
    frames.add(frame);
    publish(frame);
    feed.emit(true, bytes);
  }

  /** Publishes a picture raw. */
  public void publish(ViewportFrame frame) {
    sinks.forEach(sink -> sink.onFrame(frame));
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

  /** So many times subscribing to raw frames ends in an error that nobody expects. */
  public void subscribingFails(int times) {
    subscribingFails.set(times);
  }

  /** So many times ending a subscription does, after it has ended. */
  public void leavingFails(int times) {
    leavingFails.set(times);
  }

  /** Frames and access units that are retained and not released. */
  public int unreleased() {
    return frames.stream().mapToInt(FakeFrame::users).sum() + feed.unreleased();
  }

  /** Subscriptions that are open. */
  public int watching() {
    return sinks.size() + feed.watching();
  }

  @Override
  public StreamInfo info() {
    return info;
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
    if (subscribingFails.getAndDecrement() > 0) {
      throw new LinkageError("subscribing, by the test");
    }
    sinks.add(sink);
    return () -> {
      sinks.remove(sink);
      if (leavingFails.getAndDecrement() > 0) {
        throw new LinkageError("leaving, by the test");
      }
    };
  }

  @Override
  public VideoFeed video() {
    return feed;
  }
}

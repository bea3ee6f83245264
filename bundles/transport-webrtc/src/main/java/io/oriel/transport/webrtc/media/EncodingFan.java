package io.oriel.transport.webrtc.media;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import io.oriel.rtp.H264Packetiser;
import io.oriel.rtp.PacketLog;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.WebRtcDuration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One encoding and everybody who watches it here: subscribed once, cut into packets once. When the
 * subscription ends it is made again; viewers notice a keyframe, no more.
 *
 * <p>The encode thread leaves units in a small queue; the home send thread cuts them.
 */
public final class EncodingFan implements SendTask {
  private static final System.Logger LOG = System.getLogger(EncodingFan.class.getName());

  /** The most bytes of one RTP payload. */
  public static final int PAYLOAD_LIMIT = 1172;

  private static final VideoRequest REQUEST = VideoRequest.of(List.of(Codec.H264));
  private static final int MOST_WAITING = 16;
  private static final long FIRST_RETRY_MILLIS = 20;
  private static final long MOST_RETRY_MILLIS = 1000;

  /** Where the stream's feed is found, afresh for each subscription. */
  @FunctionalInterface
  public interface Source {
    VideoFeed feed() throws OrielException;
  }

  /**
   * When a picture was taken, in both times.
   *
   * @param rtpTime 90 kHz
   * @param captureNanos on the engine's clock
   */
  record Anchor(int rtpTime, long captureNanos) {
    int rtpTimeAt(long nanos) {
      return rtpTime + (int) ((nanos - captureNanos) * 9 / 100_000);
    }

    /** When the picture of this RTP time, not far from the anchor's, was taken. */
    long captureNanosOf(int time) {
      return captureNanos + (time - rtpTime) * 100_000L / 9;
    }
  }

  private final String stream;
  private final Source source;
  private final CounterSet<WebRtcCounter> counters;
  private final DurationSet<WebRtcDuration> durations;
  private final Runnable cutDone;
  private final PacketLog log;
  private final H264Packetiser packetiser = new H264Packetiser();
  private final ArrayBlockingQueue<AccessUnit> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ReentrantLock subscribing = new ReentrantLock();
  private volatile Runnable unitWaiting = () -> {};
  private volatile Optional<VideoSubscription> subscription = Optional.empty();
  private volatile Line line = new Line();
  private volatile boolean closed;
  private volatile Anchor anchor = new Anchor(0, 0);
  private boolean skipping;

  /**
   * @param cutDone called on the home send thread after packets have become readable
   * @param historyPackets how many packets are kept for retransmission
   */
  public EncodingFan(
      String stream,
      Source source,
      CounterSet<WebRtcCounter> counters,
      DurationSet<WebRtcDuration> durations,
      int historyPackets,
      Runnable cutDone) {
    this.stream = stream;
    this.source = source;
    this.counters = counters;
    this.durations = durations;
    this.cutDone = cutDone;
    this.log = new PacketLog(historyPackets, PAYLOAD_LIMIT);
  }

  /** What the encode thread calls when it has left a unit: wakes the home send thread. */
  public void onUnitWaiting(Runnable wake) {
    unitWaiting = wake;
  }

  /** Name of the stream. */
  public String stream() {
    return stream;
  }

  /** The packets. Any thread reads. */
  PacketLog log() {
    return log;
  }

  /** When the newest picture was taken. */
  DurationSet<WebRtcDuration> durations() {
    return durations;
  }

  Anchor anchor() {
    return anchor;
  }

  /** Asks for a keyframe; the feed shares and limits what many ask. Any thread. */
  public void requestKeyframe() {
    subscription.ifPresent(VideoSubscription::requestKeyframe);
  }

  /**
   * Makes sure that the encoding runs. May take as long as an encoder takes to open.
   *
   * @throws OrielException if there is no feed or no encoder
   */
  public void subscribe() throws OrielException {
    subscribing.lock();
    try {
      if (closed || subscription.isPresent() && !line.ended) {
        return;
      }
      subscription.ifPresent(VideoSubscription::close);
      subscription = Optional.empty();
      final Line next = new Line();
      line = next;
      subscription = Optional.of(source.feed().subscribe(REQUEST, next));
    } finally {
      subscribing.unlock();
    }
  }

  private void subscribeAgain(Problem reason) {
    LOG.log(
        System.Logger.Level.DEBUG,
        () -> "Stream " + stream + " is subscribed again: " + reason.message());
    long pause = FIRST_RETRY_MILLIS;
    while (!closed) {
      try {
        subscribe();
        counters.increment(WebRtcCounter.RESUBSCRIPTIONS);
        return;
      } catch (OrielException | RuntimeException e) {
        try {
          Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
          return;
        }
        pause = Math.min(2 * pause, MOST_RETRY_MILLIS);
      }
    }
  }

  /** Leaves the encoding; nothing is called back afterwards. */
  public void close() {
    subscribing.lock();
    try {
      closed = true;
      subscription.ifPresent(VideoSubscription::close);
      subscription = Optional.empty();
    } finally {
      subscribing.unlock();
    }
    AccessUnit unit;
    while ((unit = waiting.poll()) != null) {
      unit.release();
    }
  }

  /** One subscription's end of the feed. */
  private final class Line implements AccessUnitSink {
    private volatile boolean ended;

    @Override
    public void onAccessUnit(AccessUnit unit) {
      if (line != this || skipping && !unit.keyframe()) {
        return;
      }
      unit.retain();
      skipping = !waiting.offer(unit);
      if (skipping) {
        // What follows builds on the unit that is missing now.
        unit.release();
        counters.increment(WebRtcCounter.UNITS_DROPPED);
        requestKeyframe();
      }
      unitWaiting.run();
    }

    @Override
    public void onEnded(Problem reason) {
      ended = true;
      if (line == this && !closed) {
        Thread.ofVirtual().name("oriel-resubscribe-" + stream).start(() -> subscribeAgain(reason));
      }
    }
  }

  @Override
  public void run(SendScratch scratch, long nowNanos) {
    AccessUnit unit;
    boolean cut = false;
    while ((unit = waiting.poll()) != null) {
      try {
        final int packets =
            packetiser.cut(unit.data(), unit.rtpTime(), unit.keyframe(), unit.epoch(), log);
        anchor = new Anchor(unit.rtpTime(), unit.captureTimeNanos());
        counters.increment(packets > 0 ? WebRtcCounter.UNITS_CUT : WebRtcCounter.UNITS_UNUSABLE);
        cut |= packets > 0;
      } finally {
        unit.release();
      }
    }
    if (cut) {
      cutDone.run();
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        "Stream " + stream + " is no longer sent over WebRTC: cutting its packets failed",
        cause);
  }
}

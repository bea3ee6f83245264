package io.oriel.transport.webrtc.media;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.video.AccessUnit;
import io.oriel.rtp.Anchor;
import io.oriel.rtp.PacketFeed;
import io.oriel.rtp.PacketLog;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.WebRtcDuration;

/** One encoding and everybody who watches it here; the home send thread cuts its packets. */
public final class EncodingFan implements SendTask {
  private static final System.Logger LOG = System.getLogger(EncodingFan.class.getName());

  /** The most bytes of one RTP payload. */
  public static final int PAYLOAD_LIMIT = 1172;

  private final String stream;
  private final CounterSet<WebRtcCounter> counters;
  private final DurationSet<WebRtcDuration> durations;
  private final Runnable cutDone;
  private final PacketFeed feed;
  private final PacketFeed.CutListener onCut = this::onCut;
  private volatile Runnable unitWaiting = () -> {};
  private boolean anyCut;

  /**
   * @param cutDone called on the home send thread after packets have become readable
   * @param historyPackets how many packets are kept for retransmission
   */
  public EncodingFan(
      String stream,
      PacketFeed.Source source,
      CounterSet<WebRtcCounter> counters,
      DurationSet<WebRtcDuration> durations,
      int historyPackets,
      Runnable cutDone) {
    this.stream = stream;
    this.counters = counters;
    this.durations = durations;
    this.cutDone = cutDone;
    this.feed =
        new PacketFeed(
            stream, source, new FeedListener(), new PacketLog(historyPackets, PAYLOAD_LIMIT));
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
    return feed.log();
  }

  DurationSet<WebRtcDuration> durations() {
    return durations;
  }

  /** When the newest picture was taken. */
  Anchor anchor() {
    return feed.anchor();
  }

  /** Asks for a keyframe; the feed shares and limits what many ask. Any thread. */
  public void requestKeyframe() {
    feed.requestKeyframe();
  }

  /**
   * Makes sure that the encoding runs. May take as long as an encoder takes to open.
   *
   * @throws OrielException if there is no feed or no encoder
   */
  public void subscribe() throws OrielException {
    feed.subscribe();
  }

  /** Leaves the encoding; nothing is called back afterwards. */
  public void close() {
    feed.close();
  }

  @Override
  public void run(SendScratch scratch, long nowNanos) {
    anyCut = false;
    feed.cutWaiting(onCut);
    if (anyCut) {
      cutDone.run();
    }
  }

  private void onCut(AccessUnit unit, int packets) {
    counters.increment(packets > 0 ? WebRtcCounter.UNITS_CUT : WebRtcCounter.UNITS_UNUSABLE);
    anyCut |= packets > 0;
    if (packets == 0 && !unit.keyframe()) {
      // What follows builds on the unit that is missing now.
      requestKeyframe();
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        "Stream " + stream + " is no longer sent over WebRTC: cutting its packets failed",
        cause);
  }

  /** What the feed tells on threads of its own. */
  private final class FeedListener implements PacketFeed.Listener {
    @Override
    public void unitWaiting() {
      unitWaiting.run();
    }

    @Override
    public void unitDropped() {
      counters.increment(WebRtcCounter.UNITS_DROPPED);
    }

    @Override
    public void subscribedAgain() {
      counters.increment(WebRtcCounter.RESUBSCRIPTIONS);
    }
  }
}

package io.oriel.transport.rtsp.media;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.video.AccessUnit;
import io.oriel.rtp.Anchor;
import io.oriel.rtp.H264Packetiser;
import io.oriel.rtp.PacketFeed;
import io.oriel.rtp.PacketLog;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.RtspDuration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One encoding and its players. The event loop cuts each picture once and sends it to all of them
 * at once. A player cannot ask for a keyframe as a browser can, so that one comes at an interval
 * while anybody plays, one for all.
 */
public final class Fan implements PacketFeed.Listener {
  /** The most payload bytes of a packet: with all headers below an Ethernet frame's 1500. */
  static final int PAYLOAD_LIMIT = 1400;

  /** Pictures go out as they come; what limits one is a quarter of this, some 700 KB. */
  private static final int LOG_PACKETS = 2048;

  /** RTCP takes 64 characters, as many as the name of a stream may have by itself. */
  private static final int MOST_NAME = 64;

  private final String stream;
  private final Sending sending;
  private final DurationSet<RtspDuration> durations;
  private final PacketFeed feed;
  private final PacketFeed.CutListener onCut = this::onCut;
  private final Runnable cut = this::cut;
  private final H264Packetiser units = new H264Packetiser();
  private final CountDownLatch parametersKnown = new CountDownLatch(1);

  /** Whoever is sent a picture may be told to leave on account of it. */
  private final List<Player> players = new CopyOnWriteArrayList<>();

  private volatile Optional<ParameterSets> parameters = Optional.empty();
  private long lastKeyframeNanos;

  Fan(
      String stream,
      PacketFeed.Source source,
      Sending sending,
      DurationSet<RtspDuration> durations) {
    this.stream = stream;
    this.sending = sending;
    this.durations = durations;
    this.feed = new PacketFeed(stream, source, this, new PacketLog(LOG_PACKETS, PAYLOAD_LIMIT));
  }

  /** Name of the stream. */
  public String stream() {
    return stream;
  }

  /** Name of the source of its packets (CNAME). */
  String sourceName() {
    final String name = "oriel-" + stream;
    return name.substring(0, Math.min(name.length(), MOST_NAME));
  }

  /** Makes sure that the encoding runs; may take as long as an encoder takes to open. */
  void subscribe() throws OrielException {
    feed.subscribe();
  }

  /** Leaves the encoding. */
  void close() {
    feed.close();
  }

  /**
   * Waits for the parameter sets of the first keyframe. Any thread that may wait.
   *
   * @return empty if none came in time
   */
  public Optional<ParameterSets> awaitParameters(long millis) throws InterruptedException {
    parametersKnown.await(millis, TimeUnit.MILLISECONDS);
    return parameters;
  }

  void add(Player player) {
    players.add(player);
  }

  void remove(Player player) {
    players.remove(player);
  }

  CounterSet<RtspCounter> counters() {
    return sending.counters();
  }

  DurationSet<RtspDuration> durations() {
    return durations;
  }

  Anchor anchor() {
    return feed.anchor();
  }

  /** Now, on the clock of the server. */
  long nanos() {
    return sending.clock().nanos();
  }

  void requestKeyframe() {
    feed.requestKeyframe();
  }

  /** Asks for the keyframe that is due. Event loop, a few times a second. */
  void tick(long nowNanos) {
    try {
      if (nowNanos - lastKeyframeNanos >= sending.keyframeNanos()
          && players.stream().anyMatch(Player::playing)) {
        requestKeyframe();
      }
    } catch (Throwable e) {
      sending.errors().report("Stream " + stream, new Problem(ErrorCode.INTERNAL, ""), e);
    }
  }

  private void cut() {
    feed.cutWaiting(onCut);
  }

  private void onCut(AccessUnit unit, int packets) {
    if (unit.keyframe()) {
      lastKeyframeNanos = nanos();
      ParameterSets.of(units.parameterSets(unit.data())).ifPresent(this::learn);
    }
    if (packets == 0) {
      counters().increment(RtspCounter.UNITS_UNUSABLE);
      players.forEach(Player::miss);
      if (!unit.keyframe()) {
        requestKeyframe();
      }
      return;
    }
    counters().increment(RtspCounter.UNITS_CUT);
    for (final Player player : players) {
      player.send(unit, packets, feed.log());
    }
  }

  private void learn(ParameterSets present) {
    parameters = Optional.of(present);
    parametersKnown.countDown();
  }

  @Override
  public void unitWaiting() {
    try {
      sending.loop().execute(cut);
    } catch (RejectedExecutionException e) {
      // The transport closes, and leaves the encoding next.
    }
  }

  @Override
  public void unitDropped() {
    counters().increment(RtspCounter.UNITS_LATE);
  }

  @Override
  public void subscribedAgain() {
    counters().increment(RtspCounter.RESUBSCRIPTIONS);
  }
}

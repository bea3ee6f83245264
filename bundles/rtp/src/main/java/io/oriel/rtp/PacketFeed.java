package io.oriel.rtp;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One encoding of a stream, subscribed once and cut into packets once, however many send them. When
 * the subscription ends it is made again; who reads the packets notices a keyframe, no more.
 *
 * <p>The encode thread leaves units in a small queue; one thread of the owner's, always the same,
 * cuts them with {@link #cutWaiting}. All else is for any thread.
 */
public final class PacketFeed implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PacketFeed.class.getName());
  private static final VideoRequest REQUEST = VideoRequest.of(List.of(Codec.H264));
  private static final int MOST_WAITING = 16;
  private static final long FIRST_RETRY_MILLIS = 20;
  private static final long MOST_RETRY_MILLIS = 1000;

  /** Where the stream's feed is found, afresh for each subscription. */
  @FunctionalInterface
  public interface Source {
    VideoFeed feed() throws OrielException;
  }

  /** Hears what happens on other threads. Must return at once. */
  public interface Listener {
    /** A unit has been left, or lost: {@link #cutWaiting} is to be called. Encode thread. */
    void unitWaiting();

    /** A unit was dropped because those before it still waited; a keyframe is asked for. */
    void unitDropped();

    /** The encoding was joined again after its subscription had ended. */
    void subscribedAgain();
  }

  /** Hears of each unit after it was cut. */
  @FunctionalInterface
  public interface CutListener {
    /**
     * The packets are the newest of the log.
     *
     * @param unit valid during the call
     * @param packets 0 if it could not be cut, see {@link H264Packetiser#cut}
     */
    void onCut(AccessUnit unit, int packets);
  }

  private final String stream;
  private final Source source;
  private final Listener listener;
  private final PacketLog log;
  private final H264Packetiser packetiser = new H264Packetiser();
  private final ArrayBlockingQueue<AccessUnit> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ReentrantLock subscribing = new ReentrantLock();
  private volatile Optional<VideoSubscription> subscription = Optional.empty();
  private volatile Line line = new Line();
  private volatile boolean closed;
  private volatile Anchor anchor = new Anchor(0, 0);
  private boolean skipping;

  /**
   * A feed that is not subscribed yet.
   *
   * @param stream its name, for the log
   * @param log takes the packets; written by nobody else
   */
  public PacketFeed(String stream, Source source, Listener listener, PacketLog log) {
    this.stream = stream;
    this.source = source;
    this.listener = listener;
    this.log = log;
  }

  /** The packets. */
  public PacketLog log() {
    return log;
  }

  /** When the newest picture was taken. */
  public Anchor anchor() {
    return anchor;
  }

  /** Asks for a keyframe; the feed shares and limits what many ask. */
  public void requestKeyframe() {
    subscription.ifPresent(VideoSubscription::requestKeyframe);
  }

  /**
   * Makes sure that the encoding runs. May take as long as an encoder takes to open.
   *
   * @return whether it did not run before; false also once this is closed
   * @throws OrielException if there is no feed or no encoder
   */
  public boolean subscribe() throws OrielException {
    subscribing.lock();
    try {
      if (closed || subscription.isPresent() && !line.ended) {
        return false;
      }
      subscription.ifPresent(VideoSubscription::close);
      subscription = Optional.empty();
      final Line next = new Line();
      line = next;
      subscription = Optional.of(source.feed().subscribe(REQUEST, next));
      return true;
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
        if (subscribe()) {
          listener.subscribedAgain();
        }
        return;
      } catch (OrielException | RuntimeException | LinkageError e) {
        // The last is what a feed says whose bundle is being replaced.
        try {
          Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
          return;
        }
        pause = Math.min(2 * pause, MOST_RETRY_MILLIS);
      }
    }
  }

  /** Cuts what waits. The owner's cutting thread. */
  public void cutWaiting(CutListener cutListener) {
    AccessUnit unit;
    while ((unit = waiting.poll()) != null) {
      try {
        final int packets =
            packetiser.cut(unit.data(), unit.rtpTime(), unit.keyframe(), unit.epoch(), log);
        anchor = new Anchor(unit.rtpTime(), unit.captureTimeNanos());
        cutListener.onCut(unit, packets);
      } finally {
        unit.release();
      }
    }
  }

  /**
   * Leaves the encoding; nothing is called back afterwards, but for a {@link #cutWaiting} that is
   * at work: the owner ends that, or does not mind the unit that it holds.
   */
  @Override
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
        listener.unitDropped();
        requestKeyframe();
      }
      listener.unitWaiting();
    }

    @Override
    public void onEnded(Problem reason) {
      ended = true;
      if (line == this && !closed) {
        Thread.ofVirtual().name("oriel-resubscribe-" + stream).start(() -> subscribeAgain(reason));
      }
    }
  }
}

package io.oriel.tck;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A feed whose access units a test emits. Each slice begins with its header byte and is filled with
 * the number of the unit, so that a receiver can tell what it got.
 */
public final class FakeVideoFeed implements VideoFeed {
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final AtomicInteger unreleased = new AtomicInteger();
  private final AtomicInteger keyframeRequests = new AtomicInteger();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicBoolean failsOnce = new AtomicBoolean();
  private volatile boolean refuses;
  private volatile Runnable opening = () -> {};
  private volatile long epoch = 1;
  private int sequence;

  /** One subscription. */
  private final class Line implements VideoSubscription {
    private final AccessUnitSink sink;

    Line(AccessUnitSink sink) {
      this.sink = sink;
    }

    @Override
    public EncodingInfo encoding() {
      return new EncodingInfo("fake", Codec.H264, "fake", 64, 64, 1_000_000);
    }

    @Override
    public void requestKeyframe() {
      keyframeRequests.incrementAndGet();
      if (failsOnce.getAndSet(false)) {
        throw new IllegalStateException("by the test");
      }
    }

    @Override
    public void close() {
      lines.remove(this);
    }
  }

  /** One unit; counts what is retained. */
  private final class Unit implements AccessUnit {
    private final MemorySegment data;
    private final int number;
    private final boolean key;
    private final long epoch;

    Unit(byte[] bytes, int number, boolean key, long epoch) {
      this.data = Arena.ofAuto().allocate(bytes.length);
      this.data.copyFrom(MemorySegment.ofArray(bytes));
      this.number = number;
      this.key = key;
      this.epoch = epoch;
    }

    @Override
    public MemorySegment data() {
      return data.asReadOnly();
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public long sequence() {
      return number;
    }

    @Override
    public long captureTimeNanos() {
      return number * 50_000_000L / 3;
    }

    @Override
    public int rtpTime() {
      return number * 1500;
    }

    @Override
    public boolean keyframe() {
      return key;
    }

    @Override
    public boolean held() {
      return false;
    }

    @Override
    public boolean discontinuity() {
      return false;
    }

    @Override
    public void retain() {
      unreleased.incrementAndGet();
    }

    @Override
    public void release() {
      unreleased.decrementAndGet();
    }
  }

  @Override
  public VideoSubscription subscribe(VideoRequest request, AccessUnitSink sink)
      throws OrielException {
    opening.run();
    if (refuses) {
      throw new OrielException(ErrorCode.ENCODER_UNAVAILABLE, "refused by the test");
    }
    Line line = new Line(sink);
    lines.add(line);
    subscriptions.incrementAndGet();
    return line;
  }

  /** Emits a unit of some bytes; returns its number, which fills its slice. */
  public synchronized int emit(boolean key, int bytes) {
    int number = ++sequence;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (key) {
      out.writeBytes(
          new byte[] {0, 0, 0, 1, 0x67, 0x42, (byte) 0xc0, 0x1f, 3, 0, 0, 0, 1, 0x68, 4, 5});
    }
    out.writeBytes(new byte[] {0, 0, 0, 1});
    out.writeBytes(slice(key, number, bytes));
    Unit unit = new Unit(out.toByteArray(), number, key, epoch);
    lines.forEach(line -> line.sink.onAccessUnit(unit));
    return number;
  }

  /** What a slice of this number looks like. */
  public static byte[] slice(boolean key, int number, int bytes) {
    byte[] slice = new byte[bytes];
    Arrays.fill(slice, (byte) (1 + number % 255));
    slice[0] = (byte) (key ? 0x65 : 0x41);
    return slice;
  }

  /** Ends every subscription, as a feed does whose encoder goes. */
  public void end() {
    List<Line> ended = List.copyOf(lines);
    lines.clear();
    ended.forEach(line -> line.sink.onEnded(new Problem(ErrorCode.ENCODER_FAILED, "by the test")));
  }

  /** Has the next request for a keyframe fail as no feed should. */
  public void failsToMakeKeyframe() {
    failsOnce.set(true);
  }

  /** Whether subscribing fails. */
  public void refuses(boolean value) {
    refuses = value;
  }

  /** Does something while somebody subscribes, as long as an encoder takes to open. */
  public void whileOpening(Runnable meanwhile) {
    opening = meanwhile;
  }

  /** Epoch of the units to come. */
  public void epoch(long value) {
    epoch = value;
  }

  /** How many subscriptions there are now. */
  public int watching() {
    return lines.size();
  }

  /** How many there were in all. */
  public int subscriptions() {
    return subscriptions.get();
  }

  /** How often a keyframe was asked for. */
  public int keyframeRequests() {
    return keyframeRequests.get();
  }

  /** Units that are retained and not released. */
  public int unreleased() {
    return unreleased.get();
  }
}

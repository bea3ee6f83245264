package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.video.EncodeOptions;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.EncodedSink;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider whose encoders write their name and do what the test says. */
final class FakeEncoders implements EncoderProvider {
  final String name;
  final PixelFormat format;
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final List<Integer> bitRates = new CopyOnWriteArrayList<>();
  final List<String> misuse = new CopyOnWriteArrayList<>();
  final List<Long> allocatedBytes = new CopyOnWriteArrayList<>();
  volatile String refusal = "";
  volatile int unitBytes = 100;

  /** Encodes that fail from now on. */
  final AtomicInteger failures = new AtomicInteger();

  /** Whether what it writes is what it is asked for. */
  enum Output {
    RIGHT,
    NO_KEYFRAME,
    NOTHING
  }

  volatile Output output = Output.RIGHT;

  /** Permits to open; without limit unless the test drains them. */
  final Semaphore openings = new Semaphore(1_000_000);

  /** Permits to close; without limit unless the test drains them. */
  final Semaphore closings = new Semaphore(1_000_000);

  /** Permits to encode; without limit unless the test drains them. */
  final Semaphore permits = new Semaphore(1_000_000);

  /** Threads that wait for a permit inside an encode. */
  final AtomicInteger waiting = new AtomicInteger();

  FakeEncoders(String name) {
    this(name, PixelFormat.NV12);
  }

  FakeEncoders(String name, PixelFormat format) {
    this.name = name;
    this.format = format;
  }

  Map<String, Object> properties(long id, int ranking) {
    return Map.of(
        "oriel.encoder", name,
        "oriel.codec", new String[] {"H264"},
        "service.id", id,
        "service.ranking", ranking);
  }

  @Override
  public Encoder open(EncodeSpec spec) throws OrielException {
    openings.acquireUninterruptibly();
    if (!refusal.isEmpty()) {
      throw new OrielException(ErrorCode.ENCODER_UNAVAILABLE, refusal);
    }
    opened.incrementAndGet();
    return new FakeEncoder(ImageSpec.of(spec.width(), spec.height(), format));
  }

  private final class FakeEncoder implements Encoder {
    private final ImageSpec input;
    private final Thread owner = Thread.currentThread();
    private final MemorySegment unit = Arena.ofAuto().allocate(1 << 20);
    private boolean isClosed;
    private boolean first = true;

    FakeEncoder(ImageSpec input) {
      this.input = input;
    }

    @Override
    public ImageSpec input() {
      return input;
    }

    @Override
    public void encode(Image picture, EncodeOptions options, EncodedSink out)
        throws OrielException {
      used();
      if (!picture.spec().equals(input)) {
        misuse.add("a picture of " + picture.spec());
      }
      if (!permits.tryAcquire()) {
        waiting.incrementAndGet();
        permits.acquireUninterruptibly();
        waiting.decrementAndGet();
      }
      if (failures.get() > 0) {
        failures.decrementAndGet();
        throw new OrielException(ErrorCode.ENCODER_FAILED, "told to fail");
      }
      boolean key = (first || options.keyframe()) && output == Output.RIGHT;
      first = false;
      if (bitRates.isEmpty() || bitRates.getLast() != options.bitsPerSecond()) {
        bitRates.add(options.bitsPerSecond());
      }
      unit.set(ValueLayout.JAVA_BYTE, 0, (byte) name.charAt(0));
      allocatedBytes.add(Allocation.ofThisThread());
      if (output != Output.NOTHING) {
        out.accept(unit.asSlice(0, unitBytes), key);
      }
    }

    @Override
    public void close() {
      used();
      closings.acquireUninterruptibly();
      isClosed = true;
      closed.incrementAndGet();
    }

    private void used() {
      if (isClosed) {
        misuse.add("used after close");
      }
      if (Thread.currentThread() != owner) {
        misuse.add("used by " + Thread.currentThread() + ", opened by " + owner);
      }
    }
  }
}

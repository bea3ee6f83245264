package io.oriel.engine;

import io.oriel.api.embed.PushLease;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.time.Clock;
import io.oriel.api.video.Codec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A stream that the test pushes to. */
final class PushRig implements AutoCloseable {
  static final int SIDE = 16;
  static final int FPS = 50;
  static final Duration PERIOD = Duration.ofMillis(20);
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final StreamInfo INFO = new StreamInfo("pushed", SIDE, SIDE, FPS, "host");

  final Arena arena = Arena.ofShared();
  final VirtualClock time = new VirtualClock();
  final RecordingSink sink = new RecordingSink();
  final PushedComponent stream;

  private PushRig(Optional<Codec> codec, Optional<Clock> clock) {
    try {
      stream = new PushedComponent(INFO, codec, clock.orElse(time), new HostMemory());
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
    stream.subscribe(sink);
    stream.start();
  }

  /** On virtual time, when the placeholder was shown. */
  static PushRig ofPictures() {
    PushRig rig = new PushRig(Optional.empty(), Optional.empty());
    until(() -> rig.sink.count() == 1);
    return rig;
  }

  static PushRig ofPictures(Clock clock) {
    return new PushRig(Optional.empty(), Optional.of(clock));
  }

  static PushRig of(Codec codec) {
    return new PushRig(Optional.of(codec), Optional.empty());
  }

  /** A picture of the stream's size, all of it this word. */
  HostImage picture(int word) {
    ImageSpec spec = ImageSpec.of(SIDE, SIDE, PixelFormat.BGRA8);
    HostImage picture = new HostImage(spec, arena.allocate(spec.sizeBytes(), 64));
    fill(picture, word);
    return picture;
  }

  static void fill(HostImage picture, int word) {
    MemorySegment pixels = picture.segment();
    for (long at = 0; at < pixels.byteSize(); at += Integer.BYTES) {
      pixels.set(ValueLayout.JAVA_INT_UNALIGNED, at, word);
    }
  }

  /** The first pixel that is not this word, or the word. */
  static int wordBut(HostImage picture, int word) {
    MemorySegment pixels = picture.segment();
    for (long at = 0; at < pixels.byteSize(); at += Integer.BYTES) {
      int found = pixels.get(ValueLayout.JAVA_INT_UNALIGNED, at);
      if (found != word) {
        return found;
      }
    }
    return word;
  }

  PushLease push(HostImage picture) {
    try {
      return stream.push(picture);
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
  }

  /** Pushes a new picture and waits until it is shown. */
  PushLease show(int word) {
    PushLease lease = push(picture(word));
    until(() -> sink.count() > 0 && sink.last().pixel() == word);
    return lease;
  }

  /** Virtual time goes on. */
  void pass(double periods) {
    time.jump(Duration.ofNanos((long) (PERIOD.toNanos() * periods)));
  }

  long count(EngineCounter counter) {
    return stream.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .findFirst()
        .orElseThrow()
        .value();
  }

  static void until(BooleanSupplier condition) {
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(condition::getAsBoolean);
  }

  @Override
  public void close() {
    stream.stop();
    arena.close();
  }
}

package io.oriel.tck;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.ViewportFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A frame that counts who uses it. Safe for use from any thread. */
public class FakeFrame implements ViewportFrame {
  private final Image image;
  private final long epoch;
  private final long sequence;
  private final AtomicInteger users = new AtomicInteger();

  public FakeFrame(Image image, long epoch, long sequence) {
    this.image = image;
    this.epoch = epoch;
    this.sequence = sequence;
  }

  /** Noise that is the same for the same sequence. */
  public static FakeFrame noise(ImageSpec spec, long epoch, long sequence) {
    MemorySegment pixels = Arena.ofAuto().allocate(spec.sizeBytes(), 64);
    SplittableRandom random = new SplittableRandom(sequence);
    for (long at = 0; at + 4 <= pixels.byteSize(); at += 4) {
      pixels.set(ValueLayout.JAVA_INT, at, random.nextInt());
    }
    return new FakeFrame(new HostImage(spec, pixels), epoch, sequence);
  }

  /** The same, as BGRA without a gap. */
  public static FakeFrame noise(int width, int height, long epoch, long sequence) {
    return noise(ImageSpec.of(width, height, PixelFormat.BGRA8), epoch, sequence);
  }

  /** How many retain it and have not released it. */
  public int users() {
    return users.get();
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
    users.incrementAndGet();
  }

  @Override
  public void release() {
    users.decrementAndGet();
  }
}

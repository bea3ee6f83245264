package io.oriel.transport.shm;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.ViewportFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A frame of noise that counts who uses it. */
class FakeFrame implements ViewportFrame {
  private final Image image;
  private final long sequence;
  private final long epoch;
  final AtomicInteger users = new AtomicInteger();

  FakeFrame(Image image, long sequence, long epoch) {
    this.image = image;
    this.sequence = sequence;
    this.epoch = epoch;
  }

  /** Noise that is the same for the same sequence. */
  static FakeFrame noise(ImageSpec spec, long sequence, long epoch) {
    final MemorySegment pixels = Arena.ofAuto().allocate(spec.sizeBytes(), 64);
    final Random random = new Random(sequence);
    for (long at = 0; at + 4 <= pixels.byteSize(); at += 4) {
      pixels.set(ValueLayout.JAVA_INT, at, random.nextInt());
    }
    return new FakeFrame(new HostImage(spec, pixels), sequence, epoch);
  }

  static FakeFrame noise(int width, int height, long sequence) {
    return noise(ImageSpec.of(width, height, PixelFormat.BGRA8), sequence, 1);
  }

  MemorySegment row(int row) {
    final HostImage host = (HostImage) image;
    final var plane = host.spec().plane(0);
    return host.segment()
        .asSlice(plane.offsetBytes() + (long) row * plane.pitchBytes(), 4L * host.spec().width());
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
    return 1_000 * sequence;
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

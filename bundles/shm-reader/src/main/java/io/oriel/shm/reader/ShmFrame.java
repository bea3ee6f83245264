package io.oriel.shm.reader;

import io.oriel.shm.wire.Region;
import java.lang.foreign.MemorySegment;

/**
 * A picture where the producer wrote it; nothing was copied. The producer waits for nobody: it
 * writes this memory again some frames later, so look at {@link #valid} after the pixels were used
 * and throw away what was made of them if it says false. Usable until the reader is closed.
 */
public final class ShmFrame {
  private final Region region;
  private final int slot;
  private final long sequence;
  private final long captureTimeNanos;
  private final int width;
  private final int height;
  private final int pitchBytes;
  private final MemorySegment pixels;

  ShmFrame(
      Region region,
      int slot,
      long sequence,
      long captureTimeNanos,
      int width,
      int height,
      int pitchBytes,
      MemorySegment pixels) {
    this.region = region;
    this.slot = slot;
    this.sequence = sequence;
    this.captureTimeNanos = captureTimeNanos;
    this.width = width;
    this.height = height;
    this.pitchBytes = pitchBytes;
    this.pixels = pixels;
  }

  /**
   * The rows, one after another, read-only: blue, green, red, alpha, 8 bits each. Access throws
   * {@link InternalError} if somebody makes the region smaller meanwhile, or goes on with bytes of
   * no meaning until {@link #valid} says so.
   */
  public MemorySegment pixels() {
    return pixels;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** From the begin of a row to the begin of the next. */
  public int pitchBytes() {
    return pitchBytes;
  }

  /** Rises by one from frame to frame of the producer; a gap means frames that were not seen. */
  public long sequence() {
    return sequence;
  }

  /**
   * When the picture was made, on the machine's monotonic clock; 0 if the producer does not say.
   */
  public long captureTimeNanos() {
    return captureTimeNanos;
  }

  /**
   * Whether everything that was read of the pixels before this call belongs to this frame; false
   * also where the region was made smaller meanwhile.
   */
  public boolean valid() {
    try {
      final boolean valid = region.stillHas(slot, sequence);
      Region.settle();
      return valid;
    } catch (InternalError e) {
      return false;
    }
  }
}

package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Brings frames into the shape that one encoder wants: as they are if it wants just that, else
 * converted into a picture of its own. Used by one encode thread.
 */
final class EncoderInput implements AutoCloseable {
  private final ImageSpec wanted;
  private final CounterSet<VideoCounter> counters;
  private final ColorConverter converter = new ColorConverter();
  private final Arena arena = Arena.ofShared();
  private final HostImage own;
  private long sequence = -1;

  EncoderInput(ImageSpec wanted, CounterSet<VideoCounter> counters) throws OrielException {
    if (wanted.format() == PixelFormat.RGBA8) {
      arena.close();
      throw new OrielException(
          ErrorCode.ENCODER_UNAVAILABLE, "the encoder wants RGBA8, which the feed does not make");
    }
    this.wanted = wanted;
    this.counters = counters;
    this.own =
        new HostImage(wanted, arena.allocate(wanted.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
  }

  /** Whether the frame's picture is the one that was seen last. */
  boolean same(ViewportFrame frame) {
    return frame.unchanged() && frame.sequence() == sequence + 1;
  }

  /** Takes note of a frame that is left out because its picture is the {@link #same}. */
  void skip(ViewportFrame frame) {
    sequence = frame.sequence();
  }

  /** The frame's picture for the encoder, valid while the frame is. */
  Image picture(ViewportFrame frame) throws OrielException {
    if (!(frame.image() instanceof HostImage from) || from.spec().format() != PixelFormat.BGRA8) {
      throw new OrielException(
          ErrorCode.ENCODER_FAILED,
          "a picture of " + frame.image().spec() + " is not in the host's memory as BGRA8");
    }
    boolean same = same(frame);
    sequence = frame.sequence();
    if (from.spec().equals(wanted) && aligned(from)) {
      return from;
    }
    if (!same) {
      fill(from);
    }
    return own;
  }

  /** What a host pushes may lie anywhere; encoders may rely on where rows begin. */
  private static boolean aligned(HostImage picture) {
    return picture.segment().address() % ImageSpec.ROW_ALIGNMENT_BYTES == 0;
  }

  private void fill(HostImage from) {
    if (wanted.format() == PixelFormat.BGRA8) {
      copy(from);
    } else {
      converter.convert(Kernels.current(), from, own);
      counters.increment(VideoCounter.FRAMES_CONVERTED);
    }
  }

  private void copy(HostImage from) {
    Plane source = from.spec().plane(0);
    Plane target = wanted.plane(0);
    for (int row = 0; row < wanted.height(); row++) {
      MemorySegment.copy(
          from.segment(),
          source.offsetBytes() + (long) row * source.pitchBytes(),
          own.segment(),
          target.offsetBytes() + (long) row * target.pitchBytes(),
          4L * wanted.width());
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}

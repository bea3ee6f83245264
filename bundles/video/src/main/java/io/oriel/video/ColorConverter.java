package io.oriel.video;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * BGRA8 to NV12 or I420, BT.709 limited range, see {@link Bt709}; chroma is the mean of its four
 * pixels. Pictures of any pitch; the target has even sides and may be one pixel smaller than the
 * source, which then loses its last column or row. Used by one thread at a time.
 */
final class ColorConverter {
  /** One row of alternating chroma on its way to two planes. */
  private final MemorySegment pairs = Arena.ofAuto().allocate(ImageSpec.MAX_SIDE, 64);

  /** Fills {@code to} with the picture {@code from}. */
  void convert(RowKernel kernel, HostImage from, HostImage to) {
    ImageSpec target = to.spec();
    Plane pixels = from.spec().plane(0);
    Plane luma = target.plane(0);
    Plane chroma = target.plane(1);
    boolean alternating = target.format() == PixelFormat.NV12;
    MemorySegment source = from.segment();
    MemorySegment sink = to.segment();
    int width = target.width();
    for (int row = 0; row < target.height(); row += 2) {
      long upper = pixels.offsetBytes() + (long) row * pixels.pitchBytes();
      long lower = upper + pixels.pitchBytes();
      long lumaRow = luma.offsetBytes() + (long) row * luma.pitchBytes();
      kernel.luma(source, upper, sink, lumaRow, width);
      kernel.luma(source, lower, sink, lumaRow + luma.pitchBytes(), width);
      long chromaRow = chroma.offsetBytes() + (long) (row / 2) * chroma.pitchBytes();
      if (alternating) {
        kernel.chromaPairs(source, upper, lower, sink, chromaRow, width);
      } else {
        Plane cr = target.plane(2);
        long crRow = cr.offsetBytes() + (long) (row / 2) * cr.pitchBytes();
        kernel.chromaPairs(source, upper, lower, pairs, 0, width);
        kernel.split(pairs, 0, sink, chromaRow, crRow, width / 2);
      }
    }
  }
}

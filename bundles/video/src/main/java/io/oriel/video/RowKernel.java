package io.oriel.video;

import java.lang.foreign.MemorySegment;

/**
 * Converts rows of BGRA8. Offsets are in bytes from the start of a segment; widths are even numbers
 * of pixels. Implementations are stateless and give the same bytes for the same pixels.
 */
interface RowKernel {
  /** Luma of one row. */
  void luma(MemorySegment from, long row, MemorySegment to, long luma, int width);

  /** Cb and Cr of two rows, alternating, as in NV12. */
  void chromaPairs(
      MemorySegment from, long upper, long lower, MemorySegment to, long chroma, int width);

  /** Takes {@code count} alternating Cb and Cr apart, as in I420. */
  void split(MemorySegment from, long pairs, MemorySegment to, long cb, long cr, int count);
}

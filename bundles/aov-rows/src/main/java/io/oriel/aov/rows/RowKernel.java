package io.oriel.aov.rows;

import java.lang.foreign.MemorySegment;

/** Converts one row of pixels to BGRA8. Used by one thread at a time; allocates nothing. */
@FunctionalInterface
public interface RowKernel {
  /**
   * Converts a row. Reads and writes nothing outside the pixels of this row; neither side needs to
   * be aligned.
   *
   * @param inAt offset of the first pixel, bytes
   * @param outAt offset of the first pixel, bytes
   * @param pixels in the row, may be 0
   */
  void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels);
}

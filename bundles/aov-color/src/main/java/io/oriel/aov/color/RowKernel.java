package io.oriel.aov.color;

import java.lang.foreign.MemorySegment;

/** Converts one row of pixels. Stateless; any thread. */
interface RowKernel {
  /**
   * Four channels, red first, to four channels, blue first. Alpha is kept.
   *
   * @param inAt offset of the first pixel, bytes
   * @param outAt offset of the first pixel, bytes
   * @param pixels in the row
   */
  void fromRgba(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels);

  /** Three channels, red first, to four channels, blue first. Alpha is opaque. */
  void fromRgb(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels);
}

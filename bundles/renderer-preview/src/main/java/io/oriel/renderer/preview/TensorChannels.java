package io.oriel.renderer.preview;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The tensor that some channels of an output's pixels go to. Pixels come as words, one a channel:
 * the bits of a float or, for an output that counts, a whole number.
 *
 * @param first the first of its channels among those of a pixel
 */
record TensorChannels(TensorMemory memory, int first) {
  private static final float BYTE = 255f;

  /**
   * Writes pixels of a row.
   *
   * @param words from the first pixel on
   * @param channels words of a pixel
   */
  void write(int[] words, int channels, int pixels, int column, int row) {
    MemorySegment into = memory.segment();
    long offset = memory.offset(column, row);
    int own = memory.layout.channels();
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int channel = 0; channel < own; channel++) {
        int word = words[pixel * channels + first + channel];
        offset += write(word, into, offset);
      }
    }
  }

  /** Writes an element; its size in bytes. */
  private int write(int word, MemorySegment into, long offset) {
    switch (memory.layout.type()) {
      case U32, F32 -> into.set(ValueLayout.JAVA_INT, offset, word);
      case F16 ->
          into.set(
              ValueLayout.JAVA_SHORT, offset, Float.floatToFloat16(Float.intBitsToFloat(word)));
      case U8 -> into.set(ValueLayout.JAVA_BYTE, offset, (byte) code(Float.intBitsToFloat(word)));
    }
    return memory.layout.type().bytes();
  }

  private static int code(float value) {
    return Math.round(Math.clamp(value, 0f, 1f) * BYTE);
  }
}

package io.oriel.engine;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What a stream shows before it has a picture. */
final class Placeholder {
  /** Opaque dark grey, as a little-endian BGRA word. */
  private static final int COLOR = 0xFF1B1D20;

  private Placeholder() {}

  /** Fills a picture in the host's memory; of others the content does not matter. */
  static void fill(Image image) {
    if (image instanceof HostImage host) {
      // Doubled up by whole copies: a loop over the pixels takes a fifth of a second before it is
      // compiled.
      MemorySegment pixels = host.segment().asSlice(0, host.spec().sizeBytes());
      pixels.set(ValueLayout.JAVA_INT_UNALIGNED, 0, COLOR);
      for (long done = Integer.BYTES; done < pixels.byteSize(); done *= 2) {
        long more = Math.min(done, pixels.byteSize() - done);
        MemorySegment.copy(pixels, 0, pixels, done, more);
      }
    }
  }
}

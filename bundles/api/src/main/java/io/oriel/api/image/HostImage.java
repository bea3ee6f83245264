package io.oriel.api.image;

import java.lang.foreign.MemorySegment;

/**
 * A picture in the host's memory. Only pixels may be read, not what lies behind those of a row: a
 * picture that a host pushes may be a part of a larger one, and there need not be any memory behind
 * the pixels of its last row, although the segment's size says so.
 *
 * @param spec its shape
 * @param segment its bytes, native memory of at least {@link ImageSpec#sizeBytes()}, accessible
 *     from any thread; Oriel's own is aligned to {@link ImageSpec#ROW_ALIGNMENT_BYTES}, what a host
 *     pushes need not be
 */
public record HostImage(ImageSpec spec, MemorySegment segment) implements Image {
  public HostImage {
    if (segment.byteSize() < spec.sizeBytes()) {
      throw new IllegalArgumentException(
          "segment of " + segment.byteSize() + " bytes, " + spec.sizeBytes() + " needed");
    }
  }
}

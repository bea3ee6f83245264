package io.oriel.api.aov;

import java.lang.foreign.MemorySegment;

/**
 * A tensor in the host's memory.
 *
 * @param layout its shape
 * @param segment its bytes; native memory, accessible from any thread, at any address: read it with
 *     the {@code _UNALIGNED} layouts of {@link java.lang.foreign.ValueLayout}
 */
public record HostTensor(TensorLayout layout, MemorySegment segment) implements Tensor {
  public HostTensor {
    if (segment.byteSize() < layout.sizeBytes()) {
      throw new IllegalArgumentException(
          "segment of " + segment.byteSize() + " bytes, " + layout.sizeBytes() + " needed");
    }
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The memory of a tensor, taken when it is first needed. Render thread. */
final class TensorMemory implements AutoCloseable {
  private static final int ROW_ALIGNMENT_BYTES = 64;

  final TensorLayout layout;
  private final Arena arena = Arena.ofShared();
  private MemorySegment segment = MemorySegment.NULL;

  TensorMemory(ElementType type, Screen screen, int channels) {
    int row = screen.width * channels * type.bytes();
    int pitch = (row + ROW_ALIGNMENT_BYTES - 1) / ROW_ALIGNMENT_BYTES * ROW_ALIGNMENT_BYTES;
    layout = new TensorLayout(type, screen.width, screen.height, channels, pitch);
  }

  /** Takes the memory unless that is done. */
  void allocate() {
    if (!isAllocated()) {
      segment = arena.allocate(layout.sizeBytes(), ROW_ALIGNMENT_BYTES);
    }
  }

  boolean isAllocated() {
    return segment.byteSize() > 0;
  }

  /** The memory, empty before {@link #allocate}. */
  MemorySegment segment() {
    return segment;
  }

  /** The tensor; only after {@link #allocate}. */
  HostTensor tensor() {
    return new HostTensor(layout, segment);
  }

  /** Where a pixel begins. */
  long offset(int column, int row) {
    return (long) row * layout.pitchBytes()
        + (long) column * layout.channels() * layout.type().bytes();
  }

  @Override
  public void close() {
    arena.close();
  }
}

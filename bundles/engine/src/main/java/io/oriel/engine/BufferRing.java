package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.Placement;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a stream, allocated once. Taken on the render thread, given back on any. */
final class BufferRing {
  private final Placement placement;
  private final List<PooledBuffer> buffers;

  private BufferRing(Placement placement, List<PooledBuffer> buffers) {
    this.placement = placement;
    this.buffers = List.copyOf(buffers);
  }

  static BufferRing allocate(ImageMemory memory, Placement placement, ImageSpec spec, int count)
      throws OrielException {
    List<PooledBuffer> buffers = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        buffers.add(new PooledBuffer(memory.allocate(spec, placement.device())));
      }
    } catch (OrielException | RuntimeException | Error e) {
      buffers.forEach(PooledBuffer::retire);
      throw e;
    }
    return new BufferRing(placement, buffers);
  }

  /** Where the pictures lie. */
  Placement placement() {
    return placement;
  }

  /** A buffer with one user, or null if all are in use: no object per frame for the answer. */
  PooledBuffer tryTake() {
    for (int i = 0; i < buffers.size(); i++) {
      PooledBuffer buffer = buffers.get(i);
      if (buffer.tryTake()) {
        return buffer;
      }
    }
    return null;
  }

  /** Frees every buffer, those in use when their last user is done. */
  void retire() {
    buffers.forEach(PooledBuffer::retire);
  }
}

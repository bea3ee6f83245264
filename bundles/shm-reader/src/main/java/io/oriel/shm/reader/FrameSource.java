package io.oriel.shm.reader;

import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The frames of a region, mapped so that it can only be read. Used by one thread. */
final class FrameSource {
  private static final int PIXEL_BYTES = 4;

  /** A writer overtakes a reader at most that often before the reader gives way to it. */
  private static final int TRIES = 4;

  private final Region region;
  private long seen;

  FrameSource(Region region) {
    this.region = region;
  }

  /** Maps the region of a stream. */
  static Region map(StreamName name, Arena arena) throws IOException {
    Owner.check(name.region());
    try (FileChannel file = FileChannel.open(name.region(), StandardOpenOption.READ)) {
      final long bytes = file.size();
      if (bytes < RegionHeader.BYTES) {
        throw new IOException("the region is not usable: it has " + bytes + " bytes");
      }
      final MemorySegment memory = file.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
      final RegionHeader header = RegionHeader.read(memory, bytes);
      return new Region(memory.asSlice(0, header.sizeBytes()), header);
    }
  }

  /** The newest frame if it was not seen yet. */
  Optional<ShmFrame> newest() {
    for (int i = 0; i < TRIES; i++) {
      final long sequence = region.latestSequence();
      // Not by order: a region that was overwritten and mended counts on from below.
      if (sequence == 0 || sequence == seen) {
        return Optional.empty();
      }
      final Optional<ShmFrame> frame = frame(region.latestSlot(), sequence);
      if (frame.isPresent()) {
        seen = sequence;
        return frame;
      }
    }
    return Optional.empty();
  }

  /** The frame in a slot; empty if it is not there any more, or is none that fits. */
  private Optional<ShmFrame> frame(int slot, long sequence) {
    final RegionHeader header = region.header();
    if (slot < 0 || slot >= header.slotCount() || region.sequence(slot) != sequence) {
      return Optional.empty();
    }
    final long captured = region.captureTimeNanos(slot);
    final int width = region.width(slot);
    final int height = region.height(slot);
    final int pitch = region.pitchBytes(slot);
    final MemorySegment room = region.pixels(slot);
    final boolean fits =
        width > 0
            && height > 0
            && width <= header.maxWidth()
            && height <= header.maxHeight()
            && pitch >= width * PIXEL_BYTES
            && (long) pitch * height <= room.byteSize();
    if (!fits || !region.stillHas(slot, sequence)) {
      return Optional.empty();
    }
    final MemorySegment pixels = room.asSlice(0, (long) pitch * height).asReadOnly();
    return Optional.of(
        new ShmFrame(region, slot, sequence, captured, width, height, pitch, pixels));
  }
}

package io.oriel.transport.shm.region;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Plane;
import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Copies pictures into the slots of a region, one after another. Used by one thread. */
public final class SlotWriter {
  private static final int PIXEL_BYTES = 4;

  private final SharedRegion shared;
  private final Region region;
  private final RegionHeader header;

  /** Made once: a slice of each frame would be garbage of each frame. */
  private final MemorySegment[] rooms;

  private int slot;
  private long sequence;

  public SlotWriter(SharedRegion shared) {
    this.shared = shared;
    this.region = shared.region();
    this.header = region.header();
    this.rooms = new MemorySegment[header.slotCount()];
    for (int i = 0; i < rooms.length; i++) {
      rooms[i] = region.pixels(i);
    }
  }

  /** Whether a picture has room in a slot. */
  public boolean takes(HostImage image) {
    return image.spec().width() <= header.maxWidth() && image.spec().height() <= header.maxHeight();
  }

  /**
   * Copies a picture and wakes the readers. Waits for nobody. Where it throws, the region is mended
   * with the next picture.
   *
   * @param readers that may sleep at the semaphore
   * @return false if the region was found damaged and had to be mended before
   * @throws IOException if it cannot be mended
   * @throws InternalError if it was cut off while it was written
   */
  public boolean write(HostImage image, long captureTimeNanos, int readers) throws IOException {
    final boolean intact = shared.intact();
    if (!intact) {
      shared.repair();
    }
    slot = (slot + 1) % rooms.length;
    sequence++;
    fill(image, captureTimeNanos);
    shared.wake(readers);
    return intact;
  }

  private void fill(HostImage image, long captureTimeNanos) {
    region.beginWrite(slot);
    copy(image, rooms[slot]);
    region.publish(
        slot,
        sequence,
        captureTimeNanos,
        image.spec().width(),
        image.spec().height(),
        header.maxPitchBytes());
    Region.settle();
  }

  private void copy(HostImage image, MemorySegment room) {
    final Plane plane = image.spec().plane(0);
    final int pitch = header.maxPitchBytes();
    final long rowBytes = (long) image.spec().width() * PIXEL_BYTES;
    if (plane.pitchBytes() == pitch) {
      // Behind the last row there may be nothing: the memory of a host need not be padded.
      final long bytes = (long) pitch * (image.spec().height() - 1) + rowBytes;
      MemorySegment.copy(image.segment(), plane.offsetBytes(), room, 0, bytes);
      return;
    }
    for (int row = 0; row < image.spec().height(); row++) {
      MemorySegment.copy(
          image.segment(),
          plane.offsetBytes() + (long) row * plane.pitchBytes(),
          room,
          (long) row * pitch,
          rowBytes);
    }
  }
}

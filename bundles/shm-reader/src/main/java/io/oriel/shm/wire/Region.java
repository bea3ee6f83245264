package io.oriel.shm.wire;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The fields of a region that change with each frame: one writer, any number of readers in other
 * processes, no lock. A slot's sequence is 0 while it is written; who has read a slot looks whether
 * it still has the sequence that it had before.
 *
 * <p>The methods throw {@link InternalError} where the memory has been taken away under them,
 * because somebody made the file smaller. Compiled code does so late: who must know that all was
 * well until now calls {@link #settle}.
 */
public final class Region {
  private static final VarHandle LONG = RegionHeader.LONG.varHandle();
  private static final VarHandle INT = RegionHeader.INT.varHandle();
  private static final int TIME_AT = 8;
  private static final int WIDTH_AT = 16;
  private static final int HEIGHT_AT = 20;
  private static final int PITCH_AT = 24;

  private final MemorySegment memory;
  private final RegionHeader header;

  /**
   * @param memory the mapped region, as large as its header says
   */
  public Region(MemorySegment memory, RegionHeader header) {
    this.memory = memory;
    this.header = header;
  }

  public RegionHeader header() {
    return header;
  }

  /**
   * Throws the {@link InternalError} of an access of this thread that was not thrown yet. In
   * compiled code HotSpot goes on with a value that nobody wrote, and throws when the thread next
   * comes back from native code (JDK-4454115), which may be after a {@code try} that is there for
   * it. Any native method does; this one costs little and waits for nothing.
   */
  public static void settle() {
    Thread.holdsLock(Region.class);
  }

  /** Newest sequence; 0 before the first frame. */
  public long latestSequence() {
    return (long) LONG.getAcquire(memory, (long) RegionHeader.LATEST_SEQUENCE_AT);
  }

  /** Slot of the newest frame; whatever the writer wrote. */
  public int latestSlot() {
    return (int) INT.getAcquire(memory, (long) RegionHeader.LATEST_SLOT_AT);
  }

  public boolean producerAlive() {
    return (int) INT.getAcquire(memory, (long) RegionHeader.ALIVE_AT) == 1;
  }

  public void producerAlive(boolean alive) {
    INT.setRelease(memory, (long) RegionHeader.ALIVE_AT, alive ? 1 : 0);
  }

  /** The word on which readers sleep: the low half of the newest sequence. */
  public MemorySegment wakeWord() {
    return memory.asSlice(RegionHeader.LATEST_SEQUENCE_AT, Integer.BYTES);
  }

  /** Sequence of the frame in a slot; 0 while it is written. */
  public long sequence(int slot) {
    return (long) LONG.getAcquire(memory, header.slotAt(slot));
  }

  /** Whether a slot still has this sequence, after everything that was read of it before. */
  public boolean stillHas(int slot, long sequence) {
    VarHandle.loadLoadFence();
    return sequence(slot) == sequence;
  }

  public long captureTimeNanos(int slot) {
    return memory.get(RegionHeader.LONG, header.slotAt(slot) + TIME_AT);
  }

  public int width(int slot) {
    return memory.get(RegionHeader.INT, header.slotAt(slot) + WIDTH_AT);
  }

  public int height(int slot) {
    return memory.get(RegionHeader.INT, header.slotAt(slot) + HEIGHT_AT);
  }

  public int pitchBytes(int slot) {
    return memory.get(RegionHeader.INT, header.slotAt(slot) + PITCH_AT);
  }

  /** The room for the pixels of a slot. */
  public MemorySegment pixels(int slot) {
    return memory.asSlice(
        header.slotAt(slot) + RegionHeader.SLOT_BYTES,
        header.slotStride() - RegionHeader.SLOT_BYTES);
  }

  /** From now on nobody takes what is in the slot for a frame. */
  public void beginWrite(int slot) {
    LONG.setRelease(memory, header.slotAt(slot), 0L);
    VarHandle.storeStoreFence();
  }

  /** The pixels are there: the slot's frame is the newest. */
  public void publish(
      int slot, long sequence, long captureTimeNanos, int width, int height, int pitchBytes) {
    final long at = header.slotAt(slot);
    memory.set(RegionHeader.LONG, at + TIME_AT, captureTimeNanos);
    memory.set(RegionHeader.INT, at + WIDTH_AT, width);
    memory.set(RegionHeader.INT, at + HEIGHT_AT, height);
    memory.set(RegionHeader.INT, at + PITCH_AT, pitchBytes);
    LONG.setRelease(memory, at, sequence);
    INT.setRelease(memory, (long) RegionHeader.LATEST_SLOT_AT, slot);
    LONG.setRelease(memory, (long) RegionHeader.LATEST_SEQUENCE_AT, sequence);
  }

  /** Whether the fixed part of the header is as it was written. */
  public boolean intact(MemorySegment asWritten) {
    // Not by mismatch: its compiled loop does not survive memory that is taken away.
    for (long at = 0; at < RegionHeader.BYTES; at += Long.BYTES) {
      final boolean changes =
          at == RegionHeader.LATEST_SEQUENCE_AT || at == RegionHeader.LATEST_SLOT_AT;
      if (!changes && memory.get(RegionHeader.LONG, at) != asWritten.get(RegionHeader.LONG, at)) {
        return false;
      }
    }
    return producerAlive();
  }
}

package io.oriel.transport.shm.region;

import io.oriel.shm.wire.Futex;
import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;

/**
 * The region of a stream as its producer has it: the file, its memory, and what readers sleep on.
 * The file is mapped by the JDK, which makes an {@link InternalError} of the signal that comes when
 * somebody cuts the file off, sometimes a little later. Written by one thread; created and ended by
 * another that sees to it that nobody writes.
 */
public final class SharedRegion {
  private static final int ZEROS = 1 << 20;

  private final RegionHeader header;
  private final RegionFile file;
  private final WakeSemaphore semaphore;
  private final Arena arena;
  private final MemorySegment memory;
  private final MemorySegment asWritten;
  private final MemorySegment wakeWord;
  private final Region region;

  private SharedRegion(RegionHeader header, RegionFile file, WakeSemaphore semaphore, Arena arena)
      throws IOException {
    this.header = header;
    this.file = file;
    this.semaphore = semaphore;
    this.arena = arena;
    fill();
    this.memory = file.channel().map(FileChannel.MapMode.READ_WRITE, 0, header.sizeBytes(), arena);
    this.region = new Region(memory, header);
    this.wakeWord = region.wakeWord();
    this.asWritten = arena.allocate(RegionHeader.BYTES, Long.BYTES);
    header.write(asWritten);
    new Region(asWritten, header).producerAlive(true);
    // Nobody sleeps there yet, but a system that has no such call is to show it here.
    Futex.wakeAll(wakeWord);
    header.write(memory);
  }

  /**
   * Makes the file and the semaphore, for this user alone; readers may not come in yet. What can
   * fail at little cost comes first: it is tried again and again.
   *
   * @throws IOException if one of that name is there, or there is not enough memory
   */
  public static SharedRegion create(StreamName name, RegionHeader header) throws IOException {
    final RegionFile file = RegionFile.create(name.region());
    final Arena arena = Arena.ofShared();
    try {
      final WakeSemaphore semaphore = WakeSemaphore.create(name, arena);
      try {
        return new SharedRegion(header, file, semaphore, arena);
      } catch (Throwable e) {
        try (semaphore) {
          semaphore.remove();
        }
        throw e;
      }
    } catch (Throwable e) {
      try (file;
          arena) {
        file.remove();
      }
      throw e;
    }
  }

  /** Written and not only made long: memory that is not there would show with the first frame. */
  private void fill() throws IOException {
    final FileStore store = Files.getFileStore(StreamName.MEMORY);
    // A total of 0 is one without a limit.
    if (store.getTotalSpace() > 0 && store.getUsableSpace() < header.sizeBytes()) {
      throw new IOException(StreamName.MEMORY + " has but " + store.getUsableSpace() + " free");
    }
    final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
    for (long at = 0; at < header.sizeBytes(); ) {
      zeros.position(0).limit((int) Math.min(ZEROS, header.sizeBytes() - at));
      at += file.channel().write(zeros, at);
    }
  }

  Region region() {
    return region;
  }

  /** Lets readers in. */
  public void begin() {
    region.producerAlive(true);
  }

  /** Whether the name still leads to this region, so that new readers find it. Any thread. */
  public boolean named() {
    return file.named();
  }

  /** Whether size and header are as they should be; costs a system call. */
  boolean intact() throws IOException {
    return file.channel().size() == header.sizeBytes() && region.intact(asWritten);
  }

  /** Makes size and header what they should be. Readers keep what they have mapped. */
  void repair() throws IOException {
    final FileChannel channel = file.channel();
    final long bytes = header.sizeBytes();
    if (channel.size() > bytes) {
      channel.truncate(bytes);
    } else if (channel.size() < bytes) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
    header.write(memory);
    region.producerAlive(true);
  }

  /**
   * Wakes all who wait for a frame.
   *
   * @param readers that may sleep at the semaphore
   */
  void wake(int readers) throws IOException {
    Futex.wakeAll(wakeWord);
    semaphore.raiseTo(Math.max(1, readers));
  }

  /** Tells readers that there will be no more, removes the names, gives the memory back. */
  public void end(int readers) throws IOException {
    try (file;
        semaphore;
        arena) {
      try {
        region.producerAlive(false);
        wake(readers);
        Region.settle();
      } catch (InternalError e) {
        // Somebody has cut the file off: readers learn it from the control socket.
      } finally {
        if (file.named()) {
          semaphore.remove();
          file.remove();
        }
      }
    }
  }
}

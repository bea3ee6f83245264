package io.oriel.transport.shm.region;

import io.oriel.shm.wire.Futex;
import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import io.oriel.shm.wire.WakeSemaphore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The region of a stream as its producer has it: the file, its memory, and what readers sleep on.
 * The file is mapped by the JDK, which makes an {@link InternalError} of the signal that comes when
 * somebody cuts the file off. Written by one thread; created and closed by another that sees to it
 * that nobody writes.
 */
public final class SharedRegion implements AutoCloseable {
  private static final int ZEROS = 1 << 20;

  private final StreamName name;
  private final RegionHeader header;
  private final Arena arena;
  private final FileChannel file;
  private final Object fileKey;
  private final MemorySegment memory;
  private final MemorySegment asWritten;
  private final MemorySegment wakeWord;
  private final Region region;
  private final WakeSemaphore semaphore;
  private final FileChannel semaphoreFile;

  private SharedRegion(StreamName name, RegionHeader header, FileChannel file, Arena arena)
      throws IOException {
    this.name = name;
    this.header = header;
    this.file = file;
    this.arena = arena;
    this.fileKey = key(name.region());
    fill();
    this.memory = file.map(FileChannel.MapMode.READ_WRITE, 0, header.sizeBytes(), arena);
    this.region = new Region(memory, header);
    this.wakeWord = region.wakeWord();
    this.asWritten = arena.allocate(RegionHeader.BYTES, Long.BYTES);
    header.write(asWritten);
    new Region(asWritten, header).producerAlive(true);
    header.write(memory);
    this.semaphore = WakeSemaphore.create(name);
    this.semaphoreFile = FileChannel.open(name.semaphoreFile(), StandardOpenOption.READ);
  }

  /**
   * Makes the file and the semaphore, for this user alone; readers may not come in yet.
   *
   * @throws IOException if one of that name is there, or there is not enough memory
   */
  public static SharedRegion create(StreamName name, RegionHeader header) throws IOException {
    final long free = Files.getFileStore(StreamName.MEMORY).getUsableSpace();
    if (free < header.sizeBytes()) {
      throw new IOException("only " + free + " bytes of shared memory are free");
    }
    final FileChannel file =
        FileChannel.open(
            name.region(),
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    final Arena arena = Arena.ofShared();
    try {
      return new SharedRegion(name, header, file, arena);
    } catch (IOException | RuntimeException | InternalError e) {
      arena.close();
      file.close();
      Files.deleteIfExists(name.region());
      WakeSemaphore.unlink(name);
      throw e;
    }
  }

  /** Written and not only made long: memory that is not there would show with the first frame. */
  private void fill() throws IOException {
    final ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
    for (long at = 0; at < header.sizeBytes(); ) {
      zeros.position(0).limit((int) Math.min(ZEROS, header.sizeBytes() - at));
      at += file.write(zeros, at);
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
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
    try {
      return fileKey.equals(key(name.region()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether size and header are as they should be; costs a system call. */
  boolean intact() throws IOException {
    return file.size() == header.sizeBytes() && region.intact(asWritten);
  }

  /** Makes size and header what they should be. Readers keep what they have mapped. */
  void repair() throws IOException {
    final long bytes = header.sizeBytes();
    if (file.size() > bytes) {
      file.truncate(bytes);
    } else if (file.size() < bytes) {
      file.write(ByteBuffer.allocate(1), bytes - 1);
    }
    header.write(memory);
    region.producerAlive(true);
  }

  /**
   * Wakes all who wait for a frame.
   *
   * @param readers that may sleep on the semaphore
   */
  void wake(int readers) throws IOException {
    Futex.wakeAll(wakeWord);
    // What the C library has mapped of it must be there: no Java catches that signal.
    if (semaphoreFile.size() >= WakeSemaphore.BYTES) {
      semaphore.raiseTo(Math.max(1, readers));
    }
  }

  /** Tells readers that there will be no more, and removes the names. */
  public void end(int readers) throws IOException {
    try {
      region.producerAlive(false);
    } catch (InternalError e) {
      // Somebody has cut the file off: readers learn it from the control socket.
    }
    wake(readers);
    if (named()) {
      Files.deleteIfExists(name.region());
      WakeSemaphore.unlink(name);
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() throws IOException {
    semaphore.close();
    semaphoreFile.close();
    file.close();
    arena.close();
  }
}

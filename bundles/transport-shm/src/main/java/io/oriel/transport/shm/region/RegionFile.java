package io.oriel.transport.shm.region;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.shm.wire.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a region. Who has it locked has the name: a producer as long as it offers, or one
 * that removes what another left. The lock is flock(2), for those of the JDK go with whichever
 * descriptor of the file is closed first; it ends with its process, in whatever container that is.
 */
final class RegionFile implements AutoCloseable {
  static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** O_CLOEXEC, for no child may keep the lock, and O_NONBLOCK, for it may be a pipe. */
  private static final int FLAGS = 02000000 | 04000;

  private static final int EXCLUSIVE_AT_ONCE = 2 | 4;

  private static final MethodHandle OPEN =
      Libc.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FLOCK =
      Libc.function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final Path path;
  private final int descriptor;
  private final Object key;
  private final FileChannel channel;

  private RegionFile(Path path, int descriptor, OpenOption... options) throws IOException {
    // This leads to the very file that is locked, whatever has its name by now.
    final Path opened = Path.of("/proc/self/fd", Integer.toString(descriptor));
    final var attributes = Files.readAttributes(opened, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(path + " is no file");
    }
    this.path = path;
    this.descriptor = descriptor;
    this.key = attributes.fileKey();
    this.channel = FileChannel.open(opened, options);
  }

  /** Makes an empty file, for this user alone, and locks it. */
  static RegionFile create(Path path) throws IOException {
    Files.createFile(path, OWNER_ONLY);
    final RegionFile file = open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!file.lock()) {
      file.close();
      throw new IOException("another process takes the name as well");
    }
    return file;
  }

  /** Opens one that is there. */
  static RegionFile open(Path path, OpenOption... options) throws IOException {
    final int descriptor = descriptor(path);
    try {
      return new RegionFile(path, descriptor, options);
    } catch (Throwable e) {
      call(() -> (int) CLOSE.invokeExact(descriptor));
      throw e;
    }
  }

  private static int descriptor(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment name = arena.allocateFrom(path.toString());
      final int descriptor = call(() -> (int) OPEN.invokeExact(name, FLAGS));
      if (descriptor < 0) {
        throw new IOException(path + " cannot be opened");
      }
      return descriptor;
    }
  }

  private interface Call {
    int run() throws Throwable;
  }

  private static int call(Call call) {
    try {
      return call.run();
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  /** Locks it without waiting; false if another has it locked, or it has lost its name. */
  boolean lock() {
    return call(() -> (int) FLOCK.invokeExact(descriptor, EXCLUSIVE_AT_ONCE)) == 0 && named();
  }

  /** Whether the name still leads to it. Any thread. */
  boolean named() {
    try {
      return key.equals(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (IOException e) {
      return false;
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Removes its name if it still has it. Only for who has it locked. */
  void remove() throws IOException {
    if (named()) {
      Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    call(() -> (int) CLOSE.invokeExact(descriptor));
  }
}

package io.oriel.transport.shm.region;

import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import io.oriel.shm.wire.WakeSemaphore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Whoever has the objects of a name now: a producer at work, or what one left that was killed. */
public final class Occupant {
  private final StreamName name;

  public Occupant(StreamName name) {
    this.name = name;
  }

  /**
   * Says who is at work under the name; empty if nobody is. A control socket tells it for certain:
   * the system refuses connections as soon as its process is gone, whoever has its number now.
   * Where there is no socket, the process is asked for that the region names.
   */
  public Optional<String> living() throws IOException {
    final int pid = pid();
    if (Files.exists(name.socket(), LinkOption.NOFOLLOW_LINKS)) {
      return listens() ? Optional.of(process(pid)) : Optional.empty();
    }
    final boolean runs =
        pid > 0
            && pid != ProcessHandle.current().pid()
            && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    return runs ? Optional.of(process(pid)) : Optional.empty();
  }

  private static String process(int pid) {
    return pid > 0 ? "process " + pid : "another process";
  }

  private boolean listens() throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // One that is busy with other connections is there as well.
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(name.socket()));
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** The producer that the region names and that has not said goodbye; 0 if there is none. */
  private int pid() throws IOException {
    final ByteBuffer bytes = ByteBuffer.allocateDirect(RegionHeader.BYTES);
    try (FileChannel file =
        FileChannel.open(name.region(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      file.read(bytes, 0);
      final MemorySegment header = MemorySegment.ofBuffer(bytes.clear());
      final Region region = new Region(header, RegionHeader.read(header, Long.MAX_VALUE));
      return region.producerAlive() ? region.header().producerPid() : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      if (Files.isReadable(name.region())) {
        // Whatever that is, no producer is at work on it.
        return 0;
      }
      throw e;
    }
  }

  /** Removes what a producer left; true if that was anything. */
  public boolean clear() throws IOException {
    final boolean region = Files.deleteIfExists(name.region());
    final boolean socket = Files.deleteIfExists(name.socket());
    WakeSemaphore.unlink(name);
    return region || socket;
  }
}

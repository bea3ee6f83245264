package io.oriel.transport.shm.region;

import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Whoever has a name now: a producer at work, or one that was killed and left its region. */
public final class Occupant implements AutoCloseable {
  private final StreamName name;
  private final Optional<RegionFile> file;

  public Occupant(StreamName name) throws IOException {
    this.name = name;
    this.file =
        Files.exists(name.region(), LinkOption.NOFOLLOW_LINKS)
            ? Optional.of(RegionFile.open(name.region(), StandardOpenOption.READ))
            : Optional.empty();
  }

  /**
   * Says who is at work under the name; empty if nobody is, and then nobody comes before this is
   * closed. Our own producers lock their region. Those of ovstream do not: of them a control socket
   * tells it, for the system refuses connections as soon as its process is gone, and where there is
   * no socket the process is asked for that the region names.
   */
  public Optional<String> living() throws IOException {
    final int pid = pid();
    final boolean locked = file.isPresent() && !file.get().lock();
    final boolean lives =
        locked || (Files.exists(name.socket(), LinkOption.NOFOLLOW_LINKS) ? listens() : runs(pid));
    return lives ? Optional.of(pid > 0 ? "process " + pid : "another process") : Optional.empty();
  }

  private static boolean runs(int pid) {
    return pid > 0
        && pid != ProcessHandle.current().pid()
        && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
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
    if (file.isEmpty()) {
      return 0;
    }
    final ByteBuffer bytes = ByteBuffer.allocateDirect(RegionHeader.BYTES);
    file.get().channel().read(bytes, 0);
    final MemorySegment memory = MemorySegment.ofBuffer(bytes.clear());
    try {
      final RegionHeader header = RegionHeader.read(memory, Long.MAX_VALUE);
      return new Region(memory, header).producerAlive() ? header.producerPid() : 0;
    } catch (IOException e) {
      // Whatever that is, no producer is at work on it.
      return 0;
    }
  }

  /** Removes the region that a dead producer left; true if there was one. */
  public boolean clear() throws IOException {
    if (file.isPresent()) {
      file.get().remove();
    }
    return file.isPresent();
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}

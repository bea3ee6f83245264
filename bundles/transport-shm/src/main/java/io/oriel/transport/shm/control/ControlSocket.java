package io.oriel.transport.shm.control;

import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.shm.wire.StreamName;
import io.oriel.transport.shm.ShmCounter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The socket beside a region and those who are connected to it. Any thread. */
public final class ControlSocket {
  /** What a socket's path may have where the system keeps it, a zero at its end. */
  private static final int MOST_PATH_BYTES = 107;

  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /**
   * What every client works with.
   *
   * @param stream name of the stream
   * @param width of its picture, pixels
   * @param height of its picture, pixels
   * @param version of the region
   * @param slotCount of the region
   * @param maxConnections that are taken at one time
   * @param door where viewers are let in
   */
  public record Parts(
      String stream,
      int width,
      int height,
      int version,
      int slotCount,
      int maxConnections,
      Door door,
      CounterSet<ShmCounter> counters) {}

  private final Path path;
  private final Object fileKey;
  private final ServerSocketChannel server;
  private final Parts parts;
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private ControlSocket(Path path, ServerSocketChannel server, Parts parts) throws IOException {
    this.path = path;
    this.server = server;
    this.parts = parts;
    this.fileKey = key(path);
  }

  /**
   * Binds the socket, for this user alone, and takes connections from now on.
   *
   * @throws IOException if it cannot be bound, or nobody could connect to so long a path
   */
  public static ControlSocket open(StreamName name, Parts parts) throws IOException {
    checkLength(name.socket());
    final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      bind(server, name.socket());
      final ControlSocket socket = new ControlSocket(name.socket(), server, parts);
      Thread.ofVirtual().name("oriel-shm-" + parts.stream() + "-accept").start(socket::accept);
      return socket;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static void checkLength(Path path) throws IOException {
    final int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_PATH_BYTES) {
      throw new IOException(
          "the path of the control socket has %d bytes and may have %d; set a shorter TMPDIR: %s"
              .formatted(bytes, MOST_PATH_BYTES, path));
    }
  }

  /** Made where nobody else comes in, so that there is no moment at which others could connect. */
  private static void bind(ServerSocketChannel server, Path path) throws IOException {
    final Path folder = Files.createTempDirectory(path.getParent(), "ovstream-");
    final Path made = folder.resolve("s");
    try {
      server.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(folder);
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void accept() {
    while (!closed) {
      try {
        welcome(server.accept());
      } catch (IOException e) {
        if (server.isOpen()) {
          // No descriptor is left, most likely: it stays so for a while.
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    if (clients.size() >= parts.maxConnections()) {
      parts.counters().increment(ShmCounter.CONNECTIONS_REFUSED);
      channel.close();
      return;
    }
    final Client client = new Client(channel, parts, System.nanoTime());
    clients.add(client);
    client.start(() -> clients.remove(client));
    if (closed) {
      client.hangUp();
    }
  }

  /** Viewers that have attached. */
  public int viewers() {
    int viewers = 0;
    for (final Client client : clients) {
      if (client.attached()) {
        viewers++;
      }
    }
    return viewers;
  }

  /** Frames of this epoch can be seen. Called by the thread that writes the region. */
  public void shown(long epoch) {
    for (final Client client : clients) {
      client.saw(epoch);
    }
  }

  /** Whether the name still leads to this socket, so that others can connect. */
  public boolean named() {
    try {
      return fileKey.equals(key(path));
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends those who should have attached or gone by now. Called now and then. */
  public void tend() {
    final long now = System.nanoTime();
    for (final Client client : clients) {
      if (client.overdue(now)) {
        client.hangUp();
      }
    }
  }

  /** Takes no more connections, tells all why they have to go, and returns when they are gone. */
  public void close(Problem reason) throws IOException {
    closed = true;
    if (named()) {
      Files.deleteIfExists(path);
    }
    server.close();
    clients.forEach(client -> client.close(reason));
    try {
      if (!gone()) {
        clients.forEach(Client::hangUp);
        gone();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      clients.forEach(Client::hangUp);
    }
  }

  /** Whether all go by themselves in a time that they have together. */
  private boolean gone() throws InterruptedException {
    final long until = System.nanoTime() + GOODBYE_NANOS;
    for (final Client client : clients) {
      if (!client.awaitEnd(until - System.nanoTime())) {
        return false;
      }
    }
    return true;
  }
}

package io.oriel.shm.reader;

import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A producer of the 0.4 kind: it wakes nobody at the futex. */
final class FakeProducer implements AutoCloseable {
  private final StreamName name;
  private final Arena arena = Arena.ofShared();
  private final ServerSocketChannel server;
  private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final Region region;
  private long sequence;

  FakeProducer(String stream, String answer) throws IOException {
    name = new StreamName(stream);
    final RegionHeader header = RegionHeader.of(2, 3, 16, 4, ProcessHandle.current().pid());
    try (FileChannel file =
        FileChannel.open(
            name.region(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      region =
          new Region(
              file.map(FileChannel.MapMode.READ_WRITE, 0, header.sizeBytes(), arena), header);
      header.write(file.map(FileChannel.MapMode.READ_WRITE, 0, header.sizeBytes(), arena));
    }
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(name.socket()));
    region.producerAlive(true);
    Thread.ofVirtual().start(() -> accept(answer));
  }

  private void accept(String answer) {
    try {
      while (true) {
        final SocketChannel client = server.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client, answer));
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private void serve(SocketChannel client, String answer) {
    try {
      final var in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("ATTACH")) {
          write(client, answer);
        }
        lines.add(line);
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private static void write(SocketChannel client, String text) throws IOException {
    client.write(StandardCharsets.UTF_8.encode(text));
  }

  void say(String text) throws IOException {
    for (final SocketChannel client : clients) {
      write(client, text);
    }
  }

  void publish() {
    sequence++;
    final int slot = (int) (sequence % 3);
    region.beginWrite(slot);
    region.pixels(slot).fill((byte) sequence);
    region.publish(slot, sequence, 0, 16, 4, 64);
  }

  /** Makes the file smaller than what readers have mapped. */
  void truncate() throws IOException {
    try (FileChannel file = FileChannel.open(name.region(), StandardOpenOption.WRITE)) {
      file.truncate(0);
    }
  }

  /** As a crash would. */
  void hangUp() throws IOException {
    server.close();
    for (final SocketChannel client : clients) {
      client.close();
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
    Files.deleteIfExists(name.socket());
    Files.deleteIfExists(name.region());
    arena.close();
  }
}

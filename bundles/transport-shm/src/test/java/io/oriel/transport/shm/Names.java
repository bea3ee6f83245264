package io.oriel.transport.shm;

import static org.awaitility.Awaitility.await;

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.OpenTransport;
import io.oriel.shm.wire.StreamName;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.Ports;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** What shared memory has instead of ports: the names of regions, here those of the stream main. */
final class Names implements Ports {
  private static final AtomicInteger COUNT = new AtomicInteger();

  static String prefix(int number) {
    return "tck-" + ProcessHandle.current().pid() + "-" + number + "-";
  }

  private record Producer(OpenTransport open, int number) implements Taken {
    @Override
    public void close() {
      open.close();
    }
  }

  @Override
  public Taken take(int wanted) throws IOException {
    int number = wanted == 0 ? COUNT.incrementAndGet() : wanted;
    FakeTransportContext context = new FakeTransportContext();
    FakeStream main = context.add(new FakeStream("main"));
    Producer producer = new Producer(open(number, context), number);
    await()
        .atMost(Fixture.PATIENCE)
        .until(() -> main.watching() > 0 || !producer.open().reach().problems().isEmpty());
    if (main.watching() == 0) {
      producer.close();
      throw new IOException(producer.open().reach().toString());
    }
    return producer;
  }

  private static OpenTransport open(int number, FakeTransportContext context) throws IOException {
    try {
      return new ShmTransport(Fixture.config(prefix(number), 3, 2, 4)).open(context);
    } catch (OrielException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void send(int number, byte[] bytes) throws IOException {
    StreamName name = new StreamName(prefix(number) + "main");
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(name.socket()))) {
      channel.write(ByteBuffer.wrap(bytes));
    }
  }
}

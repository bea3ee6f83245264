package io.oriel.transport.shm;

import static org.awaitility.Awaitility.await;

import io.oriel.api.stream.StreamInfo;
import io.oriel.api.transport.OpenTransport;
import io.oriel.shm.wire.StreamName;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.FakeVideoFeed;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The transport at work with a stream of a test, under a name that nobody else has. */
final class Fixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger COUNT = new AtomicInteger();

  final StreamName name;
  final FakeStream stream;
  final FakeTransportContext server = new FakeTransportContext();
  final ShmTransport transport;
  final OpenTransport open;

  Fixture(StreamName name, FakeStream stream, ShmTransport transport) {
    this.name = name;
    this.stream = server.add(stream);
    this.transport = transport;
    this.open = transport.open(server);
  }

  /** A name for a test of its own. */
  static StreamName freeName() {
    return new StreamName("test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
  }

  static Fixture start(int width, int height) throws Exception {
    return start(config(3, 2), width, height);
  }

  static Fixture start(ShmConfig config, int width, int height) throws Exception {
    return start(freeName(), config, width, height).awaitOffered();
  }

  static Fixture start(StreamName name, ShmConfig config, int width, int height) throws Exception {
    return new Fixture(name, stream(name.text(), width, height), new ShmTransport(config));
  }

  static FakeStream stream(String name, int width, int height) {
    return new FakeStream(new StreamInfo(name, width, height, 60, "fake"), new FakeVideoFeed());
  }

  Fixture awaitOffered() {
    await().atMost(PATIENCE).until(() -> stream.watching() > 0 && Files.exists(name.socket()));
    return this;
  }

  static ShmConfig config(int slots, int version) {
    return config("", slots, version, 4);
  }

  static ShmConfig config(String prefix, int slots, int version, int connections) {
    return new ShmConfig() {
      @Override
      public String prefix() {
        return prefix;
      }

      @Override
      public int slots() {
        return slots;
      }

      @Override
      public int protocolVersion() {
        return version;
      }

      @Override
      public int maxConnections() {
        return connections;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return ShmConfig.class;
      }
    };
  }

  long count(ShmCounter counter) {
    return transport.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .findFirst()
        .orElseThrow()
        .value();
  }

  void awaitCount(ShmCounter counter, long least) {
    await(counter.name()).atMost(PATIENCE).until(() -> count(counter) >= least);
  }

  @Override
  public void close() {
    open.close();
  }
}

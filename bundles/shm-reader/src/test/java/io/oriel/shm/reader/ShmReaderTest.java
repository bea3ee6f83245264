package io.oriel.shm.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.shm.wire.StreamName;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The reader beside a producer that is not ours; with ours it is tested in transport-shm. */
class ShmReaderTest {
  private static final String OK = "ATTACH_OK protocolVersion=2 slotCount=3\n";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The JVM tells compiled code late of memory that was taken away. */
  private static final int UNTIL_COMPILED = 100_000;

  private final String name = "test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

  /** It must not sleep for longer than there is time, and may miss frames, but not all. */
  @Test
  void findsFramesOfWhichNobodyTellsIt() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      final Thread publisher =
          Thread.ofVirtual()
              .start(() -> {
                while (!Thread.interrupted()) {
                  producer.publish();
                  pause();
                }
              });
      long last = 0;
      for (int i = 0; i < 50; i++) {
        final ShmFrame frame = reader.next(PATIENCE).orElseThrow();
        assertThat(frame.sequence()).isGreaterThan(last);
        last = frame.sequence();
      }
      publisher.interrupt();
      publisher.join();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothingInTimeIsNoFrame() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
      producer.publish();
      final ShmFrame frame = reader.next(Duration.ZERO).orElseThrow();
      assertThat(frame.pixels().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 1);
      assertThat(reader.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void noticesAProducerThatIsGone() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      producer.publish();
      producer.hangUp();
      await().atMost(PATIENCE).until(() -> !reader.alive());
      assertThat(reader.next(Duration.ZERO)).as("the last frame is still there").isPresent();
      assertThatThrownBy(() -> reader.next(PATIENCE)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void noticesAProducerThatSaysGoodbye() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      producer.region.producerAlive(false);
      assertThatThrownBy(() -> reader.next(PATIENCE)).isInstanceOf(EOFException.class);
    }
  }

  @RepeatedTest(5)
  void aRegionThatIsCutOffIsAnErrorAndNoCrash() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      for (int i = 0; i < UNTIL_COMPILED; i++) {
        assertThat(reader.next(Duration.ZERO)).isEmpty();
      }
      producer.truncate();
      assertThatThrownBy(() -> reader.next(PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("smaller");
    }
  }

  @RepeatedTest(5)
  void aFrameOfARegionThatIsCutOffIsNotValid() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      producer.publish();
      final ShmFrame frame = reader.next(PATIENCE).orElseThrow();
      for (int i = 0; i < UNTIL_COMPILED; i++) {
        assertThat(frame.valid()).isTrue();
      }
      producer.truncate();
      assertThat(frame.valid()).isFalse();
    }
  }

  @RepeatedTest(5)
  void isNotAliveWhereItCannotKnow() throws Exception {
    final ShmReader closed;
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      for (int i = 0; i < UNTIL_COMPILED; i++) {
        assertThat(reader.alive()).isTrue();
      }
      producer.truncate();
      assertThat(reader.alive()).isFalse();
      closed = reader;
    }
    assertThat(closed.alive()).isFalse();
  }

  @Test
  void isInterruptedWhileItWaits() throws Exception {
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader = ShmReader.attach(name)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.next(PATIENCE)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void saysWhyItCannotAttach() throws Exception {
    assertThatThrownBy(() -> ShmReader.attach(name)).hasMessageContaining(name);
    assertThatThrownBy(() -> ShmReader.attach("../x")).hasMessageContaining("no name");
    try (FakeProducer producer = new FakeProducer(name, "ATTACH_REJECTED reason=full house\n")) {
      assertThatThrownBy(() -> ShmReader.attach(name)).hasMessageContaining("full house");
    }
  }

  @Test
  void refusesWhatIsAnotherUsers() throws Exception {
    final Path file = Files.createTempFile("owner", "");
    try {
      Owner.check(file);
      final boolean root = Files.getAttribute(file, "unix:uid").equals(0);
      if (root) {
        Files.setAttribute(file, "unix:uid", 65534);
      }
      assertThatThrownBy(() -> Owner.check(root ? file : Path.of("/etc/passwd")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another user");
    } finally {
      Files.delete(file);
    }
  }

  /** As one that is stopped, with as many others waiting as the system lets wait. */
  @Test
  void doesNotWaitForEverForAProducerThatTakesNobody() throws Exception {
    final StreamName stream = new StreamName(name);
    try (FakeProducer producer = new FakeProducer(name, OK);
        ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Files.delete(stream.socket());
      final var address = UnixDomainSocketAddress.of(stream.socket());
      deaf.bind(address, 1);
      try (SocketChannel first = SocketChannel.open(address);
          SocketChannel second = SocketChannel.open(address)) {
        assertThatThrownBy(() -> ShmReader.attach(name))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("does not answer");
      }
    }
  }

  @Test
  void talksBothWays() throws Exception {
    final List<String> heard = new CopyOnWriteArrayList<>();
    try (FakeProducer producer = new FakeProducer(name, OK);
        ShmReader reader =
            ShmReader.attach(
                name,
                message -> {
                  heard.add(message);
                  throw new IllegalStateException("as a listener with a defect does");
                })) {
      producer.say("MESSAGE {\"a\": 1}\nNOISE x\nMESSAGE  two\r\n");
      await().atMost(PATIENCE).until(() -> heard.size() == 2);
      assertThat(heard).containsExactly("{\"a\": 1}", " two");
      reader.sendMessage("grüße");
      reader.sendText("é");
      await().atMost(PATIENCE).until(() -> producer.lines.size() == 3);
      assertThat(producer.lines)
          .containsExactly("ATTACH protocolVersion=2", "MESSAGE grüße", "UNICODE é");
      assertThatThrownBy(() -> reader.sendMessage("two\nlines"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> reader.sendText("x".repeat((16 << 20) + 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

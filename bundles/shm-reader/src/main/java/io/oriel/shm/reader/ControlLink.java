package io.oriel.shm.reader;

import io.oriel.shm.wire.LineReader;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The control channel of a stream, from the reader's side. Any thread. */
final class ControlLink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControlLink.class.getName());

  /** What ovstream takes in a line. */
  static final int MOST_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 8192;
  private static final int ANSWER_SECONDS = 5;
  private static final String MESSAGE = "MESSAGE ";
  private static final String ATTACHED = "ATTACH_OK";
  private static final String REJECTED = "ATTACH_REJECTED";

  private final SocketChannel channel;
  private final Consumer<String> messages;
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private volatile boolean ended;

  private ControlLink(SocketChannel channel, Consumer<String> messages) {
    this.channel = channel;
    this.messages = messages;
  }

  /**
   * Connects and attaches.
   *
   * @param messages takes each message of the producer, on a thread of the link
   */
  static ControlLink attach(StreamName name, int version, Consumer<String> messages)
      throws IOException {
    final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    final ControlLink link = new ControlLink(channel, messages);
    try {
      Owner.check(name.socket());
      // A platform thread: connecting waits while many others do, and is ended by closing.
      Thread.ofPlatform()
          .daemon()
          .name("oriel-shm-reader-" + name.text())
          .start(() -> link.run(name, version));
      link.awaitAnswer();
      return link;
    } catch (Throwable e) {
      link.close();
      throw e;
    }
  }

  private void awaitAnswer() throws IOException {
    try {
      final String line = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (!line.startsWith(ATTACHED)) {
        throw new IOException(
            line.isEmpty() ? "the producer hung up" : "the producer refuses: " + line);
      }
    } catch (TimeoutException e) {
      throw new IOException("the producer does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
  }

  private void run(StreamName name, int version) {
    try {
      channel.connect(UnixDomainSocketAddress.of(name.socket()));
      send("ATTACH protocolVersion=" + version);
      receive();
    } catch (IOException e) {
      // The end, as it is when the producer hangs up.
      answer.completeExceptionally(e);
    } finally {
      ended = true;
      answer.complete("");
    }
  }

  private void receive() throws IOException {
    final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    final LineReader lines = new LineReader(MESSAGE.length() + MOST_BYTES, this::line, () -> {});
    while (channel.read(bytes) >= 0) {
      lines.feed(bytes.flip());
      bytes.clear();
    }
  }

  private void line(byte[] bytes) {
    final String line = new String(bytes, StandardCharsets.UTF_8);
    if (line.startsWith(MESSAGE)) {
      pass(line.substring(MESSAGE.length()));
    } else if (line.startsWith(ATTACHED) || line.startsWith(REJECTED)) {
      answer.complete(line);
    }
  }

  private void pass(String message) {
    try {
      messages.accept(message);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A listener of a stream's messages has failed", e);
    }
  }

  /** Sends a line; waits while the producer does not take it. */
  synchronized void send(String line) throws IOException {
    final ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Whether the producer has hung up, as it does when it ends in whatever way. */
  boolean ended() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package io.oriel.transport.shm.control;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerSession;
import io.oriel.shm.wire.LineReader;
import io.oriel.transport.shm.ShmCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process that is connected: nobody until it attaches, then a viewer until it detaches or hangs
 * up. A virtual thread reads what it sends, another one sends what it is told.
 */
final class Client implements ViewerLink {
  /** Of a line: what a text message may have, and its verb. */
  static final int MOST_LINE_BYTES = 64 * 1024 + "MESSAGE ".length();

  private static final int BUFFER_BYTES = 8192;
  private static final int MOST_REASON = 200;
  private static final long NEVER = Long.MIN_VALUE;
  private static final long ATTACH_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** To read why it has to go. */
  private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Why it has to go, and since when. */
  private record End(Problem reason, long sinceNanos) {}

  private final SocketChannel channel;
  private final ControlSocket.Parts parts;
  private final CounterSet<ShmCounter> counters;
  private final InputReader input;
  private final long sinceNanos;
  private final Outbox outbox = new Outbox();
  private final AtomicReference<Optional<End>> end = new AtomicReference<>(Optional.empty());
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile Optional<ViewerSession> session = Optional.empty();
  private volatile boolean opened;
  private long epoch = NEVER;
  private boolean detached;

  Client(SocketChannel channel, ControlSocket.Parts parts, long nowNanos) {
    this.channel = channel;
    this.parts = parts;
    this.counters = parts.counters();
    this.input = new InputReader(parts.width(), parts.height());
    this.sinceNanos = nowNanos;
  }

  void start(Runnable onGone) {
    final String name = "oriel-shm-" + parts.stream();
    Thread.ofVirtual().name(name + "-send").start(this::send);
    Thread.ofVirtual()
        .name(name + "-receive")
        .start(() -> {
          try {
            receive();
          } finally {
            hangUp();
            try {
              leave();
            } finally {
              onGone.run();
              gone.countDown();
            }
          }
        });
  }

  private void receive() {
    final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    final LineReader lines =
        new LineReader(
            MOST_LINE_BYTES, this::line, () -> counters.increment(ShmCounter.LINES_TOO_LONG));
    try {
      while (!detached && channel.read(bytes) >= 0) {
        lines.feed(bytes.flip());
        bytes.clear();
        // A virtual thread that always has something to read goes on until it gives way.
        Thread.yield();
      }
    } catch (IOException e) {
      // It hung up, or we did.
    }
  }

  private void line(byte[] bytes) {
    if (detached || closing()) {
      return;
    }
    try {
      line(Line.of(bytes));
    } catch (MalformedLineException e) {
      counters.increment(ShmCounter.LINES_MALFORMED);
    }
  }

  private void line(Line line) throws MalformedLineException {
    if (line.verb().equals("ATTACH") && session.isEmpty()) {
      attach(new Fields(line.rest()));
    } else if (line.verb().equals("DETACH")) {
      detached = true;
    } else if (session.isPresent()) {
      line(line, session.get());
    } else {
      counters.increment(ShmCounter.LINES_UNKNOWN);
    }
  }

  private void line(Line line, ViewerSession viewer) throws MalformedLineException {
    switch (line.verb()) {
      case "MESSAGE" -> {
        counters.increment(ShmCounter.TEXTS_RECEIVED);
        viewer.received(line.rest());
      }
      case "UNICODE", "INPUT_KEY", "INPUT_MOUSE", "INPUT_GAMEPAD", "INPUT_TOUCH" -> {
        final List<InputEvent> events = input.read(line);
        counters.add(ShmCounter.INPUTS_RECEIVED, events.size());
        if (events.isEmpty()) {
          counters.increment(ShmCounter.INPUTS_UNKNOWN);
        }
        events.forEach(viewer::received);
      }
      default -> counters.increment(ShmCounter.LINES_UNKNOWN);
    }
  }

  /** Any version may attach: whoever reads the region finds its version there. */
  private void attach(Fields fields) throws MalformedLineException {
    fields.skipUnsigned("protocolVersion");
    fields.end();
    try {
      final ViewerSession viewer = parts.door().admit(this);
      session = Optional.of(viewer);
      counters.increment(ShmCounter.VIEWERS_JOINED);
      outbox.add(
          "ATTACH_OK protocolVersion=" + parts.version() + " slotCount=" + parts.slotCount(),
          () -> opened = true);
      viewer.opened();
    } catch (OrielException e) {
      counters.increment(ShmCounter.VIEWERS_REFUSED);
      outbox.add("ATTACH_REJECTED reason=" + oneLine(e.problem().message()));
      close(e.problem());
    }
  }

  private static String oneLine(String text) {
    final String line = text.replaceAll("[^ -~]", "?");
    return line.substring(0, Math.min(line.length(), MOST_REASON));
  }

  boolean attached() {
    return opened && !closing();
  }

  /** Whether it should have attached, or gone, by now. */
  boolean overdue(long nowNanos) {
    final Optional<End> told = end.get();
    if (told.isPresent()) {
      return nowNanos - told.get().sinceNanos() > GOODBYE_NANOS;
    }
    final boolean late = session.isEmpty() && nowNanos - sinceNanos > ATTACH_NANOS;
    if (late) {
      counters.increment(ShmCounter.CONNECTIONS_REFUSED);
    }
    return late;
  }

  /** Frames of this epoch can be seen. Called by the thread that writes the region. */
  void saw(long shown) {
    if (attached() && shown != epoch) {
      epoch = shown;
      session.ifPresent(viewer -> viewer.keyframeSent(shown));
    }
  }

  @Override
  public boolean send(String text) {
    final boolean sendable =
        attached() && !text.isEmpty() && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    final boolean taken = sendable && outbox.add("MESSAGE " + text);
    counters.increment(taken ? ShmCounter.TEXTS_SENT : ShmCounter.TEXTS_DROPPED);
    return taken;
  }

  private void send() {
    try {
      outbox.drain(channel);
    } catch (IOException e) {
      // It hung up, or we did.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hangUp();
    }
  }

  @Override
  public void close(Problem why) {
    end.compareAndSet(Optional.empty(), Optional.of(new End(why, System.nanoTime())));
    outbox.end();
  }

  private boolean closing() {
    return end.get().isPresent();
  }

  /** Waits until it is gone; false if it does not go by itself. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return gone.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends it, whatever waits to be sent. */
  void hangUp() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: whatever was to be sent is not sent.
    }
  }

  private void leave() {
    close(new Problem(ErrorCode.VIEWER_GONE, "it left"));
    session.ifPresent(viewer -> {
      counters.increment(ShmCounter.VIEWERS_LEFT);
      viewer.leave(end.get().orElseThrow().reason());
    });
  }
}

package io.oriel.transport.shm;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.input.InputEvent;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.api.video.VideoFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with one stream whose frames the test publishes, and everybody let in. */
final class FakeServer implements TransportContext, Clock {
  final FakeStream stream;
  final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
  final List<StreamListener> listeners = new CopyOnWriteArrayList<>();
  volatile boolean ready = true;
  volatile boolean broken;

  FakeServer(String name, int width, int height) {
    stream = new FakeStream(new StreamInfo(name, width, height, 60, "fake"));
  }

  /** The only stream. */
  static final class FakeStream implements Stream {
    private final StreamInfo info;
    final List<FrameSink> sinks = new CopyOnWriteArrayList<>();

    /** So many times subscribing, and so many times leaving, ends in an error. */
    final AtomicInteger subscribingFails = new AtomicInteger();

    final AtomicInteger leavingFails = new AtomicInteger();

    FakeStream(StreamInfo info) {
      this.info = info;
    }

    void publish(ViewportFrame frame) {
      sinks.forEach(sink -> sink.onFrame(frame));
    }

    @Override
    public StreamInfo info() {
      return info;
    }

    @Override
    public StreamStatus status() {
      return new StreamStatus(
          StreamState.ACTIVE,
          1,
          1,
          true,
          false,
          Optional.empty(),
          StageStatus.NONE,
          new AovStatus("", "", List.of(), Optional.empty()));
    }

    @Override
    public AutoCloseable listen(StatusListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FrameSubscription subscribe(FrameSink sink) {
      if (subscribingFails.getAndDecrement() > 0) {
        throw new LinkageError("subscribing");
      }
      sinks.add(sink);
      return () -> {
        sinks.remove(sink);
        if (leavingFails.getAndDecrement() > 0) {
          throw new LinkageError("leaving");
        }
      };
    }

    @Override
    public VideoFeed video() {
      throw new UnsupportedOperationException();
    }
  }

  /** What happened to one viewer. */
  static final class FakeSession implements ViewerSession {
    final ViewerRequest request;
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<InputEvent> input = new CopyOnWriteArrayList<>();
    final List<Long> epochs = new CopyOnWriteArrayList<>();
    final List<Problem> left = new CopyOnWriteArrayList<>();
    volatile int opened;

    FakeSession(ViewerRequest request) {
      this.request = request;
    }

    @Override
    public String id() {
      return "v";
    }

    @Override
    public void opened() {
      opened++;
    }

    @Override
    public void keyframeSent(long epoch) {
      epochs.add(epoch);
    }

    @Override
    public void received(String text) {
      texts.add(text);
    }

    @Override
    public void received(InputEvent event) {
      input.add(event);
    }

    @Override
    public void leave(Problem reason) {
      left.add(reason);
    }
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(deadlineNanos - nanos());
  }

  @Override
  public Optional<Stream> stream(String name) {
    return Optional.of(stream);
  }

  @Override
  public void streams(StreamListener listener) {
    listeners.add(listener);
    listener.added(stream);
  }

  @Override
  public ViewerSession admit(ViewerRequest request) throws OrielException {
    if (broken) {
      throw new IllegalStateException("a defect");
    }
    if (!ready) {
      throw new OrielException(ErrorCode.STREAM_NOT_READY, "");
    }
    final FakeSession session = new FakeSession(request);
    sessions.add(session);
    return session;
  }
}

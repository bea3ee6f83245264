package io.oriel.transport.webrtc;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
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
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.api.video.VideoFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with one stream, {@code main}, and everybody let in. */
final class FakeContext implements TransportContext {
  private volatile FakeFeed feed;
  private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
  private final TestClock clock = new TestClock();
  private volatile boolean ready = true;

  FakeContext(FakeFeed feed) {
    this.feed = feed;
  }

  /** What happened to one viewer. */
  static final class FakeSession implements ViewerSession {
    private final String id;
    private final ViewerRequest request;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<InputEvent> input = new CopyOnWriteArrayList<>();
    private final List<Long> keyframes = new CopyOnWriteArrayList<>();
    private final List<Problem> left = new CopyOnWriteArrayList<>();
    private volatile int opened;

    FakeSession(String id, ViewerRequest request) {
      this.id = id;
      this.request = request;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void opened() {
      opened++;
    }

    @Override
    public void keyframeSent(long epoch) {
      keyframes.add(epoch);
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

    ViewerRequest request() {
      return request;
    }

    List<String> texts() {
      return texts;
    }

    List<InputEvent> input() {
      return input;
    }

    List<Long> keyframes() {
      return keyframes;
    }

    List<Problem> left() {
      return left;
    }

    int timesOpened() {
      return opened;
    }
  }

  /** The only stream. */
  private final class FakeStream implements Stream {
    private final VideoFeed video = feed;

    @Override
    public StreamInfo info() {
      return new StreamInfo("main", 64, 64, 60, "fake");
    }

    @Override
    public StreamStatus status() {
      return new StreamStatus(
          StreamState.ACTIVE,
          1,
          1,
          ready,
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
      throw new UnsupportedOperationException();
    }

    @Override
    public VideoFeed video() {
      return video;
    }
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @Override
  public Optional<Stream> stream(String name) {
    return name.equals("main") ? Optional.of(new FakeStream()) : Optional.empty();
  }

  @Override
  public void streams(StreamListener listener) {
    listener.added(new FakeStream());
  }

  @Override
  public ViewerSession admit(ViewerRequest request) throws OrielException {
    if (stream(request.stream()).isEmpty()) {
      throw new OrielException(ErrorCode.STREAM_UNKNOWN, "no stream '" + request.stream() + "'");
    }
    if (!ready) {
      throw new OrielException(ErrorCode.STREAM_NOT_READY, "");
    }
    final FakeSession session = new FakeSession("v" + (sessions.size() + 1), request);
    sessions.add(session);
    return session;
  }

  /** Another stream takes the place of the first. */
  void replace(FakeFeed next) {
    feed = next;
  }

  void ready(boolean value) {
    ready = value;
  }

  List<FakeSession> sessions() {
    return sessions;
  }
}

package io.oriel.tck;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with the streams that a test adds, and everybody let in who wants to see one. */
public final class FakeTransportContext implements TransportContext {
  private final Map<String, FakeStream> streams = new ConcurrentHashMap<>();
  private final List<StreamListener> listeners = new CopyOnWriteArrayList<>();
  private final List<FakeViewerSession> sessions = new CopyOnWriteArrayList<>();
  private final FakeClock clock = new FakeClock();
  private volatile Optional<ErrorCode> refusal = Optional.empty();
  private volatile boolean broken;

  /** Adds a stream, or puts it in the place of another, which is told to the transport. */
  public FakeStream add(FakeStream stream) {
    streams.put(stream.info().name(), stream);
    listeners.forEach(listener -> listener.added(stream));
    return stream;
  }

  /** Ends a stream, which is told to the transport. */
  public void remove(FakeStream stream) {
    streams.remove(stream.info().name(), stream);
    listeners.forEach(listener -> listener.removed(stream));
  }

  /** Lets nobody in any more. */
  public void refuse(ErrorCode code) {
    refusal = Optional.of(code);
  }

  /** From now on asking for the streams and letting in fail as they never should. */
  public void breaks() {
    broken = true;
  }

  private void failIfBroken() {
    if (broken) {
      throw new IllegalStateException("by the test");
    }
  }

  /** Every viewer that was admitted, in the order they came. */
  public List<FakeViewerSession> sessions() {
    return sessions;
  }

  @Override
  public FakeClock clock() {
    return clock;
  }

  @Override
  public Optional<Stream> stream(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  @Override
  public void streams(StreamListener listener) {
    failIfBroken();
    listeners.add(listener);
    streams.values().forEach(listener::added);
  }

  @Override
  public ViewerSession admit(ViewerRequest request) throws OrielException {
    failIfBroken();
    if (refusal.isPresent()) {
      throw new OrielException(refusal.get(), "by the test");
    }
    FakeStream stream = streams.get(request.stream());
    if (stream == null) {
      throw new OrielException(ErrorCode.STREAM_UNKNOWN, "no stream '" + request.stream() + "'");
    }
    if (!stream.status().ready()) {
      throw new OrielException(ErrorCode.STREAM_NOT_READY, "");
    }
    FakeViewerSession session = new FakeViewerSession("v" + (sessions.size() + 1), request);
    sessions.add(session);
    return session;
  }
}

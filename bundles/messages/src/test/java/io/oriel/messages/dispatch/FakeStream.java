package io.oriel.messages.dispatch;

import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.video.VideoFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream of which only the status is looked at. */
final class FakeStream implements Stream {
  final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
  private final String name;
  private volatile StreamStatus status = status(StreamState.ACTIVE, 1, Optional.empty());

  FakeStream() {
    this("main");
  }

  FakeStream(String name) {
    this.name = name;
  }

  private static StreamStatus status(StreamState state, long opened, Optional<String> loading) {
    return new StreamStatus(
        state,
        1,
        1,
        true,
        false,
        Optional.empty(),
        new StageStatus("a.usd", opened, opened, "/World", loading, -1, "", Optional.empty()),
        new AovStatus("LdrColor", "LdrColor", List.of("LdrColor"), Optional.empty()));
  }

  void becomes(StreamState state, long opened, Optional<String> loading) {
    status = status(state, opened, loading);
    listeners.forEach(listener -> listener.onStatus(status));
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo(name, 64, 64, 60, "fake");
  }

  @Override
  public StreamStatus status() {
    return status;
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    listeners.add(listener);
    listener.onStatus(status);
    return () -> listeners.remove(listener);
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    throw new AssertionError("no frames here");
  }

  @Override
  public VideoFeed video() {
    throw new AssertionError("no video here");
  }
}

package io.oriel.viewers;

import io.oriel.api.error.OrielException;
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

/** A stream without pictures. */
final class FakeStream implements Stream {
  private final String name;
  volatile boolean ready = true;

  FakeStream(String name) {
    this.name = name;
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo(name, 64, 64, 60, "fake");
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
        new AovStatus("LdrColor", "LdrColor", List.of("LdrColor"), Optional.empty()));
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    return () -> {};
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    return () -> {};
  }

  @Override
  public VideoFeed video() throws OrielException {
    throw new AssertionError("no video here");
  }
}

package io.oriel.viewer.page;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.video.VideoFeed;

/** A stream that has facts and a status, and no pictures. */
record FakeStream(StreamInfo info, StreamStatus status) implements Stream {
  @Override
  public AutoCloseable listen(final StatusListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FrameSubscription subscribe(final FrameSink sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public VideoFeed video() throws OrielException {
    throw new OrielException(ErrorCode.VIDEO_UNAVAILABLE, "");
  }
}

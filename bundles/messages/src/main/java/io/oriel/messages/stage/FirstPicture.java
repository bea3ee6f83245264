package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;

/** Whether the stage that was committed last is seen: until then it is not told to be there. */
final class FirstPicture {
  private FirstPicture() {}

  /** It is seen, or was until the stream failed. */
  static boolean isThere(StreamStatus status) {
    return status.state() == StreamState.ACTIVE;
  }

  /** It is not seen yet, and nothing is known that speaks against it. */
  static boolean isAwaited(StreamStatus status) {
    return status.state() == StreamState.RECONFIGURING
        && status.stage().generation() > 0
        && (status.ready()
            || status.problem().stream().allMatch(p -> p.code() == ErrorCode.STREAM_NOT_READY));
  }
}

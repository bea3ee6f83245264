package io.oriel.engine;

import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.video.VideoFeed;

/** Where pushes go: one for pictures, one for encoded ones. Any thread. */
interface PushTarget extends AutoCloseable {
  /** Begins to publish. */
  void start();

  /**
   * Takes a picture that fits the stream.
   *
   * @param giveBack as {@link PushedLease} has it
   */
  PushLease push(HostImage picture, Runnable giveBack) throws OrielException;

  PushLease push(PushedUnit unit) throws OrielException;

  /** Has the sink called with every frame. */
  FrameSubscription subscribe(FrameSink sink);

  VideoFeed video() throws OrielException;

  /** Has the listener called when a keyframe is wanted. */
  AutoCloseable onKeyframeWanted(Runnable listener);

  /** Ends it; what was pushed is given back when the last consumer is done with it. */
  @Override
  void close();

  static OrielException invalid(String detail) {
    return new OrielException(ErrorCode.PUSH_INVALID, detail);
  }

  static OrielException ended(String stream) {
    return new OrielException(ErrorCode.STREAM_ENDED, "stream " + stream + " was removed");
  }
}

package io.oriel.api.stream;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.VideoFeed;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A stream as its consumers see it. The engine registers each as a service with the property {@code
 * oriel.stream}, from the moment it is configured, ready or not. Safe for use from any thread.
 */
@ProviderType
public interface Stream {
  /** Service property that names the stream. */
  String STREAM = "oriel.stream";

  /**
   * Service property with the location of the stage that it was configured to show first, whatever
   * it shows now; empty for the empty stage.
   */
  String FIRST_STAGE = "stage";

  /** What is fixed about it. */
  StreamInfo info();

  /** The truth now. */
  StreamStatus status();

  /** Has the listener called with the present status and then with every change. */
  AutoCloseable listen(StatusListener listener);

  /** Has the sink called with every frame from now on. */
  FrameSubscription subscribe(FrameSink sink);

  /**
   * The stream's encoded video. Asked for again after a subscription of it has ended.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#VIDEO_UNAVAILABLE} if there is
   *     no feed at present
   */
  VideoFeed video() throws OrielException;
}

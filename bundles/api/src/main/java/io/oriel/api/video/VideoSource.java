package io.oriel.api.video;

import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.time.Clock;
import org.osgi.annotation.versioning.ProviderType;

/** What a feed is given: the frames of a stream and its epochs. */
@ProviderType
public interface VideoSource {
  /** Name, size and rate. */
  StreamInfo info();

  /** Frames of the stream, see {@link FrameSink} for the rules. */
  FrameSubscription subscribe(FrameSink sink);

  /**
   * Takes the stream's next epoch for one encoding that starts anew. Frames that the stream
   * publishes afterwards carry a later epoch only when the stream itself changes. Any thread.
   */
  long nextEpoch();

  /** The clock that capture times refer to. */
  Clock clock();
}

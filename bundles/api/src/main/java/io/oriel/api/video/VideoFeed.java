package io.oriel.api.video;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ProviderType;

/** The encoded pictures of a stream: each encoding runs once, whoever watches. Any thread. */
@ProviderType
public interface VideoFeed {
  /**
   * Joins the encoding that fits the request, starting it if nobody has yet. The first access unit
   * that the sink gets is a keyframe.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#CODEC_UNSUPPORTED} or {@link
   *     io.oriel.api.error.ErrorCode#ENCODER_UNAVAILABLE} and the reasons
   */
  VideoSubscription subscribe(VideoRequest request, AccessUnitSink sink) throws OrielException;
}

package io.oriel.api.video;

import java.util.List;

/** What a subscriber can take. Immutable. */
public final class VideoRequest {
  private final List<Codec> codecs;

  private VideoRequest(List<Codec> codecs) {
    this.codecs = List.copyOf(codecs);
  }

  /** One of these codecs, the first that can be had. */
  public static VideoRequest of(List<Codec> codecs) {
    return new VideoRequest(codecs);
  }

  /** Codecs that can be decoded, best liked first. */
  public List<Codec> codecs() {
    return codecs;
  }
}

package io.oriel.transport.rtsp.session;

import io.oriel.transport.rtsp.media.Sdp;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's URI names.
 *
 * @param base the URI of the whole stream, ending with a slash
 * @param stream its name
 */
record Target(String base, String stream) {
  private static final Pattern URI =
      Pattern.compile(
          "((?i:rtsps?)://[^/?#\",;]+/+([A-Za-z0-9._-]{1,64}))(?:/(?:"
              + Sdp.TRACK
              + ")?)?(?:\\?.*)?");

  /** Empty if the URI cannot be that of a stream. */
  static Optional<Target> parse(String uri) {
    final Matcher parts = URI.matcher(uri);
    return parts.matches()
        ? Optional.of(new Target(parts.group(1) + "/", parts.group(2)))
        : Optional.empty();
  }

  /** The URI of the only track. */
  String track() {
    return base + Sdp.TRACK;
  }
}

package io.oriel.runtime.grab;

import io.oriel.runtime.grab.rtsp.RtspSource;
import io.oriel.runtime.grab.shm.ShmSource;
import io.oriel.runtime.grab.whep.WhepSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads what a person wrote as the source. */
final class Sources {
  private static final String FORMS =
      "must be rtsp://HOST:8554/STREAM, rtsps://..., shm:STREAM, or http(s)://HOST:49100/whep/STREAM";

  private Sources() {}

  /**
   * The source that is meant.
   *
   * @throws GrabException when nobody can know
   */
  static Source of(String text) throws GrabException {
    if (text.startsWith("shm:") || text.startsWith(ShmSource.PREFIX)) {
      return ShmSource.of(text.replaceFirst("^shm:", ""));
    }
    URI uri = uri(text);
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "rtsp", "rtsps" -> new RtspSource(uri);
      case "http", "https" -> WhepSource.of(uri);
      default -> throw new GrabException("the source " + FORMS);
    };
  }

  private static URI uri(String text) throws GrabException {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message repeats the text, in which there may be a password.
    }
    throw new GrabException(
        "the source "
            + FORMS
            + "; what is no letter, digit or -._~ of a user"
            + " or password is written as %XX");
  }
}

package io.oriel.transport.rtsp.message;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request (RFC 2326 section 6). Immutable.
 *
 * @param method as it came; methods have capital letters
 * @param uri visible ASCII without spaces
 * @param version such as {@code RTSP/1.0}
 * @param headers by name in lower case; the values of repeated ones are joined by commas
 * @param body empty without one
 */
public record RtspRequest(
    String method, String uri, String version, Map<String, String> headers, String body)
    implements RtspMessage {
  public RtspRequest {
    headers = Map.copyOf(headers);
  }

  /** The value of a header; its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The number that the answer repeats; empty if there is none or it is no number. */
  public Optional<String> sequence() {
    return header("cseq").filter(value -> value.matches("\\d{1,10}"));
  }
}

package io.oriel.runtime.grab.rtsp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What comes on the connection. */
sealed interface RtspMessage {
  /**
   * A frame of media between the messages (RFC 2326 section 10.12).
   *
   * @param channel 0 to 255
   */
  record Frame(int channel, byte[] bytes) implements RtspMessage {}

  /**
   * An answer, or a request of the server with the status 0.
   *
   * @param headers names in lower case
   */
  record Answer(int status, String reason, Map<String, List<String>> headers, String body)
      implements RtspMessage {
    Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
  }
}

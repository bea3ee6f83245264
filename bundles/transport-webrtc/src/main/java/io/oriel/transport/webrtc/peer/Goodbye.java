package io.oriel.transport.webrtc.peer;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a viewer is told when the server ends it. A data channel has no close code, so that the
 * reason goes ahead as the protocol's {@code bye} event.
 */
final class Goodbye {
  private static final int RETRY_MILLIS = 1000;

  /** A successor opens within this time; not all viewers come back in the same moment. */
  private static final int RETURN_MILLIS = 300;

  private Goodbye() {}

  /** Whether the viewer does not know yet that it is over. */
  static boolean isNews(Problem reason) {
    return reason.code() != ErrorCode.VIEWER_GONE;
  }

  /** The event as JSON. */
  static String text(Problem reason) {
    final StringBuilder json = new StringBuilder("{\"event_type\":\"bye\",\"payload\":{\"code\":");
    json.append(reason.code().closeCode());
    switch (reason.code()) {
      case AUTHENTICATION_FAILED, FORBIDDEN, STREAM_ENDED, STREAM_UNKNOWN, MALFORMED, TOO_LARGE ->
          json.append(",\"action\":\"STOP\"");
      case TRANSPORT_REPLACED ->
          retry(json, RETURN_MILLIS + ThreadLocalRandom.current().nextInt(RETURN_MILLIS));
      default -> retry(json, RETRY_MILLIS);
    }
    json.append(",\"detail\":");
    quoted(json, reason.message());
    return json.append("}}").toString();
  }

  private static void retry(StringBuilder json, int afterMillis) {
    json.append(",\"action\":\"RETRY\",\"afterMs\":").append(afterMillis);
  }

  private static void quoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}

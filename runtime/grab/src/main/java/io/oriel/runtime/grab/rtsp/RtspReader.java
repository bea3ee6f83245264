package io.oriel.runtime.grab.rtsp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads messages and frames from a server, within limits.
 *
 * <p>Not thread-safe.
 */
final class RtspReader {
  private static final int MOST_LINE_BYTES = 8 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final int MOST_BODY_BYTES = 256 * 1024;

  private final InputStream in;

  RtspReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next message or frame.
   *
   * @throws IOException when the connection ends, or what comes is no RTSP
   */
  RtspMessage next() throws IOException {
    int first = read();
    while (first == '\r' || first == '\n') {
      first = read();
    }
    return first == '$' ? frame() : message((char) first + line());
  }

  private RtspMessage.Frame frame() throws IOException {
    int channel = read();
    int length = read() << 8 | read();
    return new RtspMessage.Frame(channel, bytes(length));
  }

  private RtspMessage.Answer message(String start) throws IOException {
    String[] words = start.split(" ", 3);
    boolean answer = start.startsWith("RTSP/1.0 ");
    if (words.length < 2 || !answer && !start.endsWith(" RTSP/1.0")) {
      throw new IOException("what answers there speaks no RTSP");
    }
    Map<String, List<String>> headers = headers();
    return new RtspMessage.Answer(
        answer ? number(words[1], 999) : 0,
        words.length < 3 ? "" : words[2],
        headers,
        new String(
            bytes(
                number(
                    headers.getOrDefault("content-length", List.of("0")).getFirst(),
                    MOST_BODY_BYTES)),
            StandardCharsets.UTF_8));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    int count = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || ++count > MOST_HEADERS) {
        throw new IOException("its answer has a header that is none, or too many of them");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
              absent -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static int number(String text, int most) throws IOException {
    if (text.matches("\\d{1,6}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new IOException("its answer has a number that is none, or too large");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      if (line.length() == MOST_LINE_BYTES) {
        throw new IOException("its answer has a line that is too long");
      }
      line.append((char) c);
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ended the connection");
    }
    return bytes;
  }

  private int read() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("it ended the connection");
    }
    return value;
  }
}

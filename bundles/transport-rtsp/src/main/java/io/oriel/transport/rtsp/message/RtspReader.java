package io.oriel.transport.rtsp.message;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the messages of one connection: requests (RFC 2326 section 6) and binary frames (section
 * 10.12). After an exception the stream is out of step and the connection is of no more use.
 *
 * <p>Not thread-safe. What is incomplete stays in the buffer, which never has to hold more than
 * {@link #MOST_BYTES}.
 */
public final class RtspReader {
  /** The most bytes of a request line and all headers together. */
  public static final int MOST_HEAD_BYTES = 16 * 1024;

  /** The most bytes of a line. */
  public static final int MOST_LINE_BYTES = 4 * 1024;

  /** The most headers. */
  public static final int MOST_HEADERS = 64;

  /** The most bytes of a body. */
  public static final int MOST_BODY_BYTES = 4 * 1024;

  /** The most bytes of anything: a binary frame. */
  public static final int MOST_BYTES = InterleavedFrame.HEADER_BYTES + 0xffff;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE_END = Pattern.compile("\r?\n");
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([!-~]+) (RTSP/\\d{1,3}\\.\\d{1,3})");
  private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):([\t -~\u0080-\u00ff]*)");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");

  /** Bytes of the present head that were looked at already. */
  private int scanned;

  /** Bytes that a request has in all whose head was read already. */
  private int needed;

  /**
   * The next message, taken out of the buffer.
   *
   * @return empty if the buffer does not hold all of it
   * @throws RtspException if this is no RTSP, or too much of it
   */
  public Optional<RtspMessage> next(ByteBuf in) throws RtspException {
    if (scanned == 0) {
      skipBlankLines(in);
    }
    if (!in.isReadable()) {
      return Optional.empty();
    }
    return in.getByte(in.readerIndex()) == InterleavedFrame.MAGIC ? frame(in) : request(in);
  }

  /** Blank lines before a message are passed over, as HTTP does (RFC 9112 section 2.2). */
  private static void skipBlankLines(ByteBuf in) {
    while (in.isReadable() && isLineEnd(in.getByte(in.readerIndex()))) {
      in.skipBytes(1);
    }
  }

  private static boolean isLineEnd(byte value) {
    return value == '\r' || value == '\n';
  }

  private static Optional<RtspMessage> frame(ByteBuf in) {
    if (in.readableBytes() < InterleavedFrame.HEADER_BYTES) {
      return Optional.empty();
    }
    final int length = in.getUnsignedShort(in.readerIndex() + 2);
    if (in.readableBytes() < InterleavedFrame.HEADER_BYTES + length) {
      return Optional.empty();
    }
    final int channel = in.getUnsignedByte(in.readerIndex() + 1);
    final byte[] data = new byte[length];
    in.skipBytes(InterleavedFrame.HEADER_BYTES).readBytes(data);
    return Optional.of(new InterleavedFrame(channel, data));
  }

  private Optional<RtspMessage> request(ByteBuf in) throws RtspException {
    final int headBytes = in.readableBytes() < needed ? -1 : headBytes(in);
    if (headBytes < 0) {
      return Optional.empty();
    }
    final String[] lines =
        LINE_END.split(in.toString(in.readerIndex(), headBytes, StandardCharsets.ISO_8859_1));
    final Matcher line = requestLine(lines[0]);
    final Map<String, String> headers = headers(lines);
    final int bodyBytes = bodyBytes(headers);
    needed = headBytes + bodyBytes;
    if (in.readableBytes() < needed) {
      return Optional.empty();
    }
    scanned = 0;
    needed = 0;
    in.skipBytes(headBytes);
    final String body = in.readCharSequence(bodyBytes, StandardCharsets.ISO_8859_1).toString();
    return Optional.of(new RtspRequest(line.group(1), line.group(2), line.group(3), headers, body));
  }

  /** The size of the head, the blank line at its end included; -1 if that has not come yet. */
  private int headBytes(ByteBuf in) throws RtspException {
    final int start = in.readerIndex();
    final int available = in.readableBytes();
    for (int i = scanned; i < available && i < MOST_HEAD_BYTES; i++) {
      if (in.getByte(start + i) == '\n' && endsHead(in, start, i)) {
        scanned = i;
        return i + 1;
      }
    }
    scanned = available;
    if (available >= MOST_HEAD_BYTES) {
      throw bad("the head of a request has at most " + MOST_HEAD_BYTES + " bytes");
    }
    return -1;
  }

  /** Whether the line before this line feed is empty. */
  private static boolean endsHead(ByteBuf in, int start, int at) {
    final int before = at > 0 && in.getByte(start + at - 1) == '\r' ? at - 2 : at - 1;
    return before >= 0 && in.getByte(start + before) == '\n';
  }

  private static Matcher requestLine(String line) throws RtspException {
    final Matcher parts = REQUEST_LINE.matcher(line);
    if (tooLong(line) || !parts.matches()) {
      throw bad("a request begins with: METHOD URI RTSP/1.0");
    }
    return parts;
  }

  private static boolean tooLong(String line) {
    return line.length() > MOST_LINE_BYTES;
  }

  private static Map<String, String> headers(String[] lines) throws RtspException {
    if (lines.length - 1 > MOST_HEADERS) {
      throw bad("a request has at most " + MOST_HEADERS + " headers");
    }
    final Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      final Matcher header = HEADER.matcher(lines[i]);
      if (tooLong(lines[i]) || !header.matches()) {
        throw bad("a header is: Name: value, of at most " + MOST_LINE_BYTES + " bytes");
      }
      headers.merge(
          header.group(1).toLowerCase(Locale.ROOT),
          header.group(2).strip(),
          (first, next) -> first + ", " + next);
    }
    return headers;
  }

  private static int bodyBytes(Map<String, String> headers) throws RtspException {
    final String length = headers.getOrDefault("content-length", "0");
    if (!LENGTH.matcher(length).matches()) {
      throw bad("Content-Length is no number");
    }
    final int bytes = Integer.parseInt(length);
    if (bytes > MOST_BODY_BYTES) {
      throw new RtspException(
          RtspStatus.BODY_TOO_LARGE, "a body has at most " + MOST_BODY_BYTES + " bytes");
    }
    return bytes;
  }

  private static RtspException bad(String detail) {
    return new RtspException(RtspStatus.BAD_REQUEST, detail);
  }
}

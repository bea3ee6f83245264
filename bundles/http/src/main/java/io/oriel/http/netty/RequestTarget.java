package io.oriel.http.netty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The decoded target of a request line (RFC 9112 section 3.2): origin form, or absolute form with
 * its authority dropped. Whatever could mean two things to two readers is refused: dot segments,
 * encoded slashes, backslashes, control characters, invalid UTF-8.
 */
record RequestTarget(String path, Map<String, List<String>> query) {
  private static final int MAX_PARAMETERS = 64;

  /** A target that is not understood, in words for the peer. */
  static final class MalformedTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedTargetException(final String message) {
      super(message, null, false, false);
    }
  }

  static RequestTarget parse(final String target) throws MalformedTargetException {
    final String origin = originForm(target);
    final int mark = origin.indexOf('?');
    final String path = decode(mark < 0 ? origin : origin.substring(0, mark), false);
    requirePlain(path);
    return new RequestTarget(path, mark < 0 ? Map.of() : query(origin.substring(mark + 1)));
  }

  private static String originForm(final String target) throws MalformedTargetException {
    if (target.startsWith("/")) {
      return target;
    }
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      final int slash = target.indexOf('/', 7);
      final int mark = target.indexOf('?', 7);
      if (slash >= 0 && (mark < 0 || slash < mark)) {
        return target.substring(slash);
      }
      return mark < 0 ? "/" : "/" + target.substring(mark);
    }
    throw new MalformedTargetException("The request target is not a path");
  }

  private static void requirePlain(final String path) throws MalformedTargetException {
    for (int i = 0; i < path.length(); i++) {
      final char c = path.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\\') {
        throw new MalformedTargetException("The path has a character that no path may have");
      }
    }
    for (final String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new MalformedTargetException("The path has a dot segment");
      }
    }
  }

  private static Map<String, List<String>> query(final String text)
      throws MalformedTargetException {
    final Map<String, List<String>> query = new LinkedHashMap<>();
    int count = 0;
    for (final String pair : text.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > MAX_PARAMETERS) {
        throw new MalformedTargetException("The query has more than 64 parameters");
      }
      final int equals = pair.indexOf('=');
      final String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      final String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
      query.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return query;
  }

  private static String decode(final String text, final boolean form)
      throws MalformedTargetException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (c == '%') {
        final int value =
            i + 2 < text.length()
                ? (Character.digit(text.charAt(i + 1), 16) << 4)
                    | Character.digit(text.charAt(i + 2), 16)
                : -1;
        if (value < 0) {
          throw new MalformedTargetException("A percent sign is not followed by two hex digits");
        }
        if (!form && value == '/') {
          throw new MalformedTargetException("The path has an encoded slash");
        }
        bytes.write(value);
        i += 2;
      } else if (c == '+' && form) {
        bytes.write(' ');
      } else if (c > 0x7e || c <= ' ') {
        throw new MalformedTargetException("The request target has a character that is not ASCII");
      } else {
        bytes.write(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedTargetException("The request target is not UTF-8");
    }
  }
}

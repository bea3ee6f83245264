package io.oriel.viewer.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text for operators what viewers need not know: in which folders the server keeps
 * its files, and the rest of an address, which may hold a secret.
 */
final class PublicText {
  private static final int MOST_CHARACTERS = 500;
  private static final int MOST_CHARACTERS_READ = 4000;

  private static final Pattern LOCATION =
      Pattern.compile(
          "(?<![\\w./\\\\<…])(?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}:)?[/\\\\]" + "[^\\s\"'<>|,;()]*");

  private PublicText() {}

  /** The name of the file that a location ends in, without a query. */
  static String fileName(final String location) {
    final String path = location.replaceFirst("(?s)[?#].*", "").replaceFirst("[/\\\\]+$", "");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The text with every location shortened to its file name, and cut where it is too long. */
  static String of(final String text) {
    final String shown =
        LOCATION
            .matcher(text.substring(0, Math.min(text.length(), MOST_CHARACTERS_READ)))
            .replaceAll(match -> Matcher.quoteReplacement(shorten(match.group())));
    return shown.length() <= MOST_CHARACTERS ? shown : shown.substring(0, MOST_CHARACTERS) + "…";
  }

  /** The same, where locations are known that may have spaces in them. */
  static String of(final String text, final Iterable<String> locations) {
    String shown = text;
    for (final String location : locations) {
      if (!location.isEmpty()) {
        shown = shown.replace(location, fileName(location));
      }
    }
    return of(shown);
  }

  // The punctuation behind a path belongs to the sentence.
  private static String shorten(final String location) {
    final String path = location.replaceFirst("[.:!?]+$", "");
    return fileName(path) + location.substring(path.length());
  }
}

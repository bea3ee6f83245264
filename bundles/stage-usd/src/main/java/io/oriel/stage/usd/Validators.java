package io.oriel.stage.usd;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * By what a web server tells whether a file has changed (RFC 9110, section 8.8).
 *
 * @param tag the entity tag; empty if there is none, or an odd one
 * @param modified the date of the last change as the server writes it; empty if there is none
 */
record Validators(String tag, String modified) {
  private static final String SUFFIX = ".validators";

  /** As they may be sent back; not {@code *}, which every content has. */
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[!#-~]{0,1000}\"");

  private static final Pattern DATE = Pattern.compile("[ -~]{1,100}");

  static final Validators NONE = new Validators("", "");

  Validators {
    tag = TAG.matcher(tag).matches() ? tag : "";
    modified = DATE.matcher(modified).matches() ? modified : "";
  }

  static Validators of(HttpHeaders headers) {
    return new Validators(
        headers.firstValue("ETag").orElse(""), headers.firstValue("Last-Modified").orElse(""));
  }

  /** Those that were stored with a file. */
  static Validators of(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(beside(file));
      return lines.size() == 2 ? new Validators(lines.get(0), lines.get(1)) : NONE;
    } catch (NoSuchFileException none) {
      return NONE;
    }
  }

  void store(Path file) throws IOException {
    if (equals(NONE)) {
      Files.deleteIfExists(beside(file));
    } else {
      Files.write(beside(file), List.of(tag, modified));
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }

  /** Asks for the file only if it has changed. */
  void ask(HttpRequest.Builder request) {
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    if (!modified.isEmpty()) {
      request.header("If-Modified-Since", modified);
    }
  }
}

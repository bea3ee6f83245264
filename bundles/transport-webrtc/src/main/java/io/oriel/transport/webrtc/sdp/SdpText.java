package io.oriel.transport.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;

/** Splits a session description (RFC 8866) into its sections, within limits. */
final class SdpText {
  /** The most characters of a description; a browser's offer has some 6000. */
  static final int MOST_CHARACTERS = 64 * 1024;

  static final int MOST_LINES = 2000;
  static final int MOST_LINE_CHARACTERS = 1024;
  static final int MOST_MEDIA = 16;

  private SdpText() {}

  /** The session part first, then one section for each m-line. */
  static List<SdpSection> sections(String text) throws SdpException {
    if (text.length() > MOST_CHARACTERS) {
      throw SdpException.malformed("The offer has more than " + MOST_CHARACTERS + " characters");
    }
    if (!text.startsWith("v=0")) {
      throw SdpException.malformed("The offer does not begin with v=0");
    }
    final List<SdpSection> sections = new ArrayList<>();
    sections.add(new SdpSection(""));
    int lines = 0;
    int at = 0;
    while (at < text.length()) {
      final int newline = text.indexOf('\n', at);
      final int end = newline < 0 ? text.length() : newline;
      if (++lines > MOST_LINES) {
        throw SdpException.malformed("The offer has more than " + MOST_LINES + " lines");
      }
      if (end - at > MOST_LINE_CHARACTERS) {
        throw SdpException.malformed(
            "Line " + lines + " has more than " + MOST_LINE_CHARACTERS + " characters");
      }
      line(text.substring(at, end).stripTrailing(), lines, sections);
      at = end + 1;
    }
    return sections;
  }

  private static void line(String line, int number, List<SdpSection> sections) throws SdpException {
    if (line.isEmpty()) {
      return;
    }
    if (line.length() < 2
        || line.charAt(1) != '='
        || line.charAt(0) < 'a'
        || line.charAt(0) > 'z') {
      throw SdpException.malformed("Line " + number + " is not of the form x=value");
    }
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw SdpException.malformed("Line " + number + " has a control character");
    }
    if (!line.startsWith("m=")) {
      sections.getLast().add(line);
      return;
    }
    if (sections.size() > MOST_MEDIA) {
      throw SdpException.malformed("The offer has more than " + MOST_MEDIA + " media sections");
    }
    final SdpSection section = new SdpSection(line.substring(2));
    if (section.words().size() < 4) {
      throw SdpException.malformed("Line " + number + " is not a media line");
    }
    sections.add(section);
  }
}

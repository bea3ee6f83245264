package io.oriel.transport.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The session part of a description or one of its media sections: its first line and its
 * attributes.
 */
final class SdpSection {
  private static final String ATTRIBUTE = "a=";

  private final String first;
  private final List<String> attributes = new ArrayList<>();

  /**
   * @param first what follows {@code m=}; empty for the session part
   */
  SdpSection(String first) {
    this.first = first;
  }

  void add(String line) {
    if (line.startsWith(ATTRIBUTE)) {
      attributes.add(line.substring(ATTRIBUTE.length()));
    }
  }

  /** The words of the m-line: kind, port, protocol, formats. */
  List<String> words() {
    return List.of(first.split(" +"));
  }

  boolean is(String kind) {
    return first.startsWith(kind + " ");
  }

  /** Whether the attribute is there without a value. */
  boolean has(String flag) {
    return attributes.contains(flag);
  }

  /** The value of the first attribute of this name. */
  Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /** The values of all attributes of this name. */
  List<String> values(String name) {
    final String start = name + ":";
    return attributes.stream()
        .filter(a -> a.startsWith(start))
        .map(a -> a.substring(start.length()).strip())
        .toList();
  }
}

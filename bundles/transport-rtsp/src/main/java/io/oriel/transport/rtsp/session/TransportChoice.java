package io.oriel.transport.rtsp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way that a player would take its packets by: part of a Transport header (RFC 2326 12.39). */
sealed interface TransportChoice {
  /** UDP to these ports of the player. */
  record Datagrams(int rtp, int rtcp) implements TransportChoice {}

  /** These channels of the RTSP connection. */
  record Interleaved(int rtp, int rtcp) implements TransportChoice {}

  Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  int MOST_PORT = 0xffff;
  int MOST_CHANNEL = 0xff;
  int MOST_CHOICES = 8;

  /**
   * Those of the first eight that can be served, in the player's order; what cannot is passed over.
   */
  static List<TransportChoice> parse(String header) {
    final List<TransportChoice> choices = new ArrayList<>();
    final String[] specifications = header.split(",", MOST_CHOICES + 1);
    for (int i = 0; i < Math.min(specifications.length, MOST_CHOICES); i++) {
      final List<String> parts =
          List.of(specifications[i].strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1));
      if (!parts.contains("multicast") && parts.stream().noneMatch(TransportChoice::records)) {
        switch (parts.getFirst()) {
          case "rtp/avp", "rtp/avp/udp" -> addDatagrams(parts, choices);
          case "rtp/avp/tcp" -> addInterleaved(parts, choices);
          default -> {
            // A profile that is not spoken here.
          }
        }
      }
    }
    return choices;
  }

  private static boolean records(String part) {
    return part.startsWith("mode=") && part.contains("record");
  }

  private static void addDatagrams(List<String> parts, List<TransportChoice> choices) {
    final int[] ports = pair(parts, "client_port=", MOST_PORT);
    if (ports.length > 0 && ports[0] > 0) {
      choices.add(new Datagrams(ports[0], ports[1]));
    }
  }

  private static void addInterleaved(List<String> parts, List<TransportChoice> choices) {
    if (parts.stream().noneMatch(part -> part.startsWith("interleaved="))) {
      choices.add(new Interleaved(0, 1));
      return;
    }
    final int[] channels = pair(parts, "interleaved=", MOST_CHANNEL);
    if (channels.length > 0) {
      choices.add(new Interleaved(channels[0], channels[1]));
    }
  }

  /** The two numbers of a parameter; empty if they are not there or not two within the limit. */
  private static int[] pair(List<String> parts, String name, int most) {
    for (final String part : parts) {
      if (part.startsWith(name)) {
        final Matcher range = RANGE.matcher(part.substring(name.length()));
        if (range.matches()) {
          final int first = Integer.parseInt(range.group(1));
          final int second = range.group(2) == null ? first + 1 : Integer.parseInt(range.group(2));
          return first < second && second <= most ? new int[] {first, second} : new int[0];
        }
      }
    }
    return new int[0];
  }
}

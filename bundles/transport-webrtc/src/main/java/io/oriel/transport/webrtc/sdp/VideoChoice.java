package io.oriel.transport.webrtc.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The H.264 format that is taken from an offered video section.
 *
 * @param payloadType of the video
 * @param mapping what follows the payload type in its rtpmap
 * @param parameters its fmtp, answered as it was offered
 * @param retransmissionType payload type of its RTX, if offered
 * @param playoutDelayId header extension id of playout-delay, if offered
 */
record VideoChoice(
    int payloadType,
    String mapping,
    String parameters,
    OptionalInt retransmissionType,
    OptionalInt playoutDelayId) {
  private static final String PLAYOUT_DELAY = "/playout-delay";

  /** The best H.264 format with packetization-mode 1; constrained baseline before all others. */
  static Optional<VideoChoice> from(SdpSection section) {
    final Map<Integer, String> mappings = numbered(section.values("rtpmap"));
    final Map<Integer, String> parameters = numbered(section.values("fmtp"));
    int best = -1;
    int bestRank = 0;
    for (final String word : section.words().subList(3, section.words().size())) {
      final int type = number(word);
      final int rank = rank(mappings.getOrDefault(type, ""), parameters.getOrDefault(type, ""));
      if (rank > bestRank) {
        best = type;
        bestRank = rank;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new VideoChoice(
            best,
            mappings.get(best),
            parameters.get(best),
            retransmission(best, mappings, parameters),
            playoutDelay(section.values("extmap"))));
  }

  private static int rank(String mapping, String parameters) {
    if (!mapping.toUpperCase(Locale.ROOT).equals("H264/90000")) {
      return 0;
    }
    final String lower = parameters.toLowerCase(Locale.ROOT).replace(" ", "");
    if (!(";" + lower + ";").contains(";packetization-mode=1;")) {
      return 0;
    }
    // A decoder of any higher profile decodes constrained baseline too.
    final int profile = lower.indexOf("profile-level-id=");
    if (profile < 0) {
      return 1;
    }
    final String level = lower.substring(profile + "profile-level-id=".length());
    return level.startsWith("42e0") ? 4 : level.startsWith("42") ? 3 : 2;
  }

  private static OptionalInt retransmission(
      int type, Map<Integer, String> mappings, Map<Integer, String> parameters) {
    return mappings.entrySet().stream()
        .filter(e -> e.getValue().equalsIgnoreCase("rtx/90000"))
        .filter(e -> parameters.getOrDefault(e.getKey(), "").strip().equals("apt=" + type))
        .mapToInt(Map.Entry::getKey)
        .min();
  }

  private static OptionalInt playoutDelay(List<String> extensions) {
    return extensions.stream()
        .filter(e -> e.endsWith(PLAYOUT_DELAY))
        .mapToInt(e -> number(e.substring(0, Math.max(0, e.indexOf(' '))).split("/", 2)[0]))
        .filter(id -> id >= 1 && id <= 14)
        .findFirst();
  }

  /** Attributes of the form "number text". */
  private static Map<Integer, String> numbered(List<String> values) {
    final Map<Integer, String> result = new HashMap<>();
    for (final String value : values) {
      final int space = value.indexOf(' ');
      final int number = space < 0 ? -1 : number(value.substring(0, space));
      if (number >= 0) {
        result.putIfAbsent(number, value.substring(space + 1).strip());
      }
    }
    return result;
  }

  /** A payload type or extension id, or -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    final int value = Integer.parseInt(text);
    return value <= 127 ? value : -1;
  }
}

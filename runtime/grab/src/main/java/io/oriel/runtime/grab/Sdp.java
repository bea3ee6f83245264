package io.oriel.runtime.grab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session description as far as it is needed (RFC 8866): the attributes of the session and of its
 * media.
 *
 * @param session the attributes before the first media line
 * @param media the media in their order
 */
public record Sdp(List<String> session, List<Media> media) {
  private static final int MOST_LINES = 2000;

  /**
   * One medium.
   *
   * @param kind such as {@code video}
   * @param formats the payload types
   * @param attributes each without {@code a=}
   */
  public record Media(String kind, List<String> formats, List<String> attributes) {
    /** What stands behind the name of the first attribute that has it. */
    public Optional<String> value(String name) {
      return Sdp.value(attributes, name);
    }

    /** The payload type of the first format that is H.264, packetised as every player can. */
    public Optional<Integer> h264() {
      return formats.stream()
          .filter(format ->
              value("rtpmap:" + format + " ")
                  .filter(map -> map.regionMatches(true, 0, "H264/90000", 0, 10))
                  .isPresent())
          .filter(format -> format.matches("\\d{1,3}"))
          .map(Integer::valueOf)
          .findFirst();
    }
  }

  /**
   * Reads a description.
   *
   * @throws GrabException when it is none
   */
  public static Sdp read(String text) throws GrabException {
    List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
    if (lines.size() > MOST_LINES || lines.isEmpty() || !lines.getFirst().startsWith("v=0")) {
      throw new GrabException("the answer is no session description");
    }
    List<String> session = new ArrayList<>();
    List<Media> media = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("m=")) {
        List<String> words = List.of(line.substring(2).split(" "));
        media.add(
            new Media(
                words.getFirst(),
                words.size() < 4 ? List.of() : words.subList(3, words.size()),
                new ArrayList<>()));
      } else if (line.startsWith("a=")) {
        (media.isEmpty() ? session : media.getLast().attributes()).add(line.substring(2));
      }
    }
    return new Sdp(session, media);
  }

  /** The value of a medium's attribute, or of the session's where the medium has none. */
  public Optional<String> value(Media of, String name) {
    return of.value(name).or(() -> value(session, name));
  }

  /** All values of a medium's attribute and of the session's. */
  public Stream<String> all(Media of, String name) {
    return Stream.concat(values(of.attributes(), name), values(session, name));
  }

  private static Optional<String> value(List<String> attributes, String name) {
    return values(attributes, name).findFirst();
  }

  private static Stream<String> values(List<String> attributes, String name) {
    String begin = name.endsWith(" ") ? name : name + ":";
    return attributes.stream()
        .filter(attribute -> attribute.startsWith(begin))
        .map(attribute -> attribute.substring(begin.length()).strip());
  }
}

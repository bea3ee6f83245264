package io.oriel.runtime.grab.whep;

import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Sdp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server answered.
 *
 * @param payloadType of the video
 * @param ufrag its ICE user fragment
 * @param password its ICE password
 * @param fingerprint SHA-256 of the certificate that it will show
 * @param candidates where it may be reached, in its order
 */
record RemoteSide(
    int payloadType,
    String ufrag,
    String password,
    byte[] fingerprint,
    List<InetSocketAddress> candidates) {
  private static final int MOST_CANDIDATES = 16;
  private static final int SHA_256_BYTES = 32;
  private static final String SHA_256 = "sha-256 ";

  static RemoteSide of(Sdp sdp) throws GrabException {
    for (Sdp.Media media : sdp.media()) {
      Optional<Integer> type = media.h264();
      if (media.kind().equals("video") && type.isPresent()) {
        if (sdp.value(media, "setup").filter("active"::equals).isPresent()) {
          throw new GrabException("it wants to begin the handshake itself, which grab does");
        }
        return new RemoteSide(
            type.get(),
            required(sdp, media, "ice-ufrag"),
            required(sdp, media, "ice-pwd"),
            fingerprint(required(sdp, media, "fingerprint")),
            candidates(sdp, media));
      }
    }
    throw new GrabException("it answers without an H.264 video, and grab reads nothing else");
  }

  private static String required(Sdp sdp, Sdp.Media media, String name) throws GrabException {
    return sdp.value(media, name)
        .filter(value -> value.length() <= 256 && !value.isEmpty())
        .orElseThrow(() -> new GrabException("its answer has no usable a=" + name));
  }

  private static byte[] fingerprint(String text) throws GrabException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(SHA_256)) {
      try {
        byte[] hash =
            HexFormat.ofDelimiter(":").parseHex(lower.substring(SHA_256.length()).strip());
        if (hash.length == SHA_256_BYTES) {
          return hash;
        }
      } catch (IllegalArgumentException e) {
        // Refused below.
      }
    }
    throw new GrabException("its answer has no usable a=fingerprint: only sha-256");
  }

  private static List<InetSocketAddress> candidates(Sdp sdp, Sdp.Media media) throws GrabException {
    List<InetSocketAddress> candidates =
        sdp.all(media, "candidate")
            .limit(MOST_CANDIDATES)
            .flatMap(line -> candidate(line.split(" ")).stream())
            .toList();
    if (candidates.isEmpty()) {
      throw new GrabException("its answer has no address for media over UDP (a=candidate)");
    }
    return candidates;
  }

  /** Foundation, component, transport, priority, address, port (RFC 8839 section 5.1). */
  private static Optional<InetSocketAddress> candidate(String[] words) {
    if (words.length < 6
        || !words[1].equals("1")
        || !words[2].equalsIgnoreCase("udp")
        || !words[5].matches("\\d{1,5}")
        || Integer.parseInt(words[5]) > 65535) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new InetSocketAddress(InetAddress.ofLiteral(words[4]), Integer.parseInt(words[5])));
    } catch (IllegalArgumentException e) {
      // A name, which only browsers of the same network know.
      return Optional.empty();
    }
  }
}

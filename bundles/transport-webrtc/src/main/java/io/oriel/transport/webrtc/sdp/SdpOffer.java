package io.oriel.transport.webrtc.sdp;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a viewer offers (RFC 8829): one picture to be received, perhaps a data channel.
 *
 * <p>Immutable. Made from outside text within limits; whatever does not fit is refused in words.
 */
public final class SdpOffer {
  private static final int SHA_256_BYTES = 32;

  private final List<SdpSection> media;
  private final int videoIndex;
  private final VideoChoice video;
  private final String remoteUfrag;
  private final byte[] fingerprint;
  private final int maxMessageBytes;
  private final boolean messages;

  private SdpOffer(List<SdpSection> sections, int videoIndex, VideoChoice video)
      throws SdpException {
    final SdpSection session = sections.getFirst();
    final SdpSection section = sections.get(videoIndex);
    this.media = sections.subList(1, sections.size());
    this.videoIndex = videoIndex - 1;
    this.video = video;
    this.remoteUfrag = iceText(session, section, "ice-ufrag", 4);
    iceText(session, section, "ice-pwd", 22);
    this.fingerprint = fingerprint(session, section);
    final OptionalInt application = application();
    this.messages = application.isPresent();
    this.maxMessageBytes =
        application.isPresent() ? maxMessageBytes(media.get(application.getAsInt())) : 0;
  }

  /**
   * Reads an offer.
   *
   * @throws SdpException if it is malformed or nothing in it can be served
   */
  public static SdpOffer parse(String text) throws SdpException {
    final List<SdpSection> sections = SdpText.sections(text);
    final SdpSection session = sections.getFirst();
    requireNames(sections);
    boolean anyVideo = false;
    for (int i = 1; i < sections.size(); i++) {
      final SdpSection section = sections.get(i);
      if (!section.is("video") || section.has("sendonly") || section.has("inactive")) {
        continue;
      }
      anyVideo = true;
      final var choice = VideoChoice.from(section);
      if (choice.isPresent()) {
        requireBundleAndMux(section);
        requireActive(session, section);
        return new SdpOffer(sections, i, choice.get());
      }
    }
    throw SdpException.notAcceptable(
        anyVideo
            ? "The offer has no H264 with packetization-mode=1"
            : "The offer has no video section that receives");
  }

  private static void requireNames(List<SdpSection> sections) throws SdpException {
    for (int i = 1; i < sections.size(); i++) {
      if (sections.get(i).value("mid").filter(SdpOffer::isToken).isEmpty()) {
        throw SdpException.malformed("Media section " + i + " has no usable a=mid");
      }
    }
  }

  private static void requireBundleAndMux(SdpSection section) throws SdpException {
    if (!section.has("rtcp-mux")) {
      throw SdpException.notAcceptable("The offer does not multiplex RTP and RTCP (a=rtcp-mux)");
    }
    if (!section.words().get(2).endsWith("TLS/RTP/SAVPF")) {
      throw SdpException.notAcceptable(
          "The offer's video protocol is not UDP/TLS/RTP/SAVPF: " + section.words().get(2));
    }
  }

  private static void requireActive(SdpSection session, SdpSection section) throws SdpException {
    final String setup = section.value("setup").or(() -> session.value("setup")).orElse("actpass");
    if (!setup.equals("actpass") && !setup.equals("active")) {
      throw SdpException.notAcceptable(
          "The offer's a=setup:"
              + setup
              + " leaves the DTLS client to this side, which is passive");
    }
    if (session.has("ice-lite")) {
      throw SdpException.notAcceptable("Both sides are ice-lite: nobody would begin");
    }
  }

  private static String iceText(SdpSection session, SdpSection section, String name, int least)
      throws SdpException {
    final String text = section.value(name).or(() -> session.value(name)).orElse("");
    final boolean clean =
        text.chars()
            .allMatch(c ->
                c < 128 && Character.isLetterOrDigit(c)
                    || c == '+'
                    || c == '/'
                    // Not in the grammar, but some clients write them.
                    || c == '-'
                    || c == '_'
                    || c == '=');
    if (text.length() < least || text.length() > 256 || !clean) {
      throw SdpException.malformed("The offer has no usable a=" + name);
    }
    return text;
  }

  private static byte[] fingerprint(SdpSection session, SdpSection section) throws SdpException {
    final List<String> own = section.values("fingerprint");
    for (final String value : own.isEmpty() ? session.values("fingerprint") : own) {
      final String lower = value.toLowerCase(Locale.ROOT);
      if (lower.startsWith("sha-256 ")) {
        try {
          final byte[] hash =
              HexFormat.ofDelimiter(":").parseHex(lower.substring("sha-256 ".length()).strip());
          if (hash.length == SHA_256_BYTES) {
            return hash;
          }
        } catch (IllegalArgumentException e) {
          throw SdpException.malformed("The offer's fingerprint is not hexadecimal");
        }
      }
    }
    throw SdpException.malformed("The offer has no sha-256 fingerprint of its certificate");
  }

  private OptionalInt application() {
    for (int i = 0; i < media.size(); i++) {
      final SdpSection section = media.get(i);
      if (section.is("application")
          && section.words().get(2).endsWith("DTLS/SCTP")
          && section.words().get(3).equals("webrtc-datachannel")) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** RFC 8841 section 6: absent means 64 KiB, 0 means any size. */
  private static int maxMessageBytes(SdpSection section) throws SdpException {
    final String text = section.value("max-message-size").orElse("65536");
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw SdpException.malformed("The offer's max-message-size is not a number");
    }
    final long value = Long.parseLong(text);
    return value == 0 ? Integer.MAX_VALUE : (int) Math.min(value, Integer.MAX_VALUE);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars().allMatch(c -> c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]".indexOf(c) < 0);
  }

  /** The media sections in order. */
  List<SdpSection> media() {
    return media;
  }

  /** Whether this is the section that the picture goes to. */
  boolean isVideo(int index) {
    return index == videoIndex;
  }

  /** Whether this is the section of the data channels. */
  boolean isMessages(int index) {
    final OptionalInt application = application();
    return application.isPresent() && application.getAsInt() == index;
  }

  VideoChoice video() {
    return video;
  }

  /** Payload type of the video. */
  public int payloadType() {
    return video.payloadType();
  }

  /** Payload type of retransmissions, if the viewer takes any. */
  public OptionalInt retransmissionType() {
    return video.retransmissionType();
  }

  /** Header extension id of playout-delay, if the viewer knows it. */
  public OptionalInt playoutDelayId() {
    return video.playoutDelayId();
  }

  /** The viewer's ICE user fragment. */
  public String remoteUfrag() {
    return remoteUfrag;
  }

  /** SHA-256 of the certificate that the viewer will show. */
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  /** Whether the viewer wants data channels. */
  public boolean messages() {
    return messages;
  }

  /** The largest message that the viewer takes, in bytes. */
  public int maxMessageBytes() {
    return maxMessageBytes;
  }
}

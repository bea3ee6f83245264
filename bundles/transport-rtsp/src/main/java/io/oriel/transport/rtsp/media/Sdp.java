package io.oriel.transport.rtsp.media;

import io.oriel.api.stream.StreamInfo;
import java.net.InetAddress;

/** Describes a stream (RFC 8866, with the attributes of RFC 2326 appendix C and RFC 6184). */
public final class Sdp {
  /** Media type of what {@link #describe} writes. */
  public static final String MEDIA_TYPE = "application/sdp";

  /** What the control URL of the only track ends with. */
  public static final String TRACK = "video";

  /** RTP payload type of the video. */
  static final int PAYLOAD_TYPE = 96;

  private static final int WIDE_BYTES = 16;

  private Sdp() {}

  /**
   * Writes the description.
   *
   * @param local where the client has reached this server
   * @param session a number of this description's own
   */
  public static String describe(
      StreamInfo stream, ParameterSets parameters, InetAddress local, long session) {
    final boolean wide = local.getAddress().length == WIDE_BYTES;
    final String family = wide ? "IN IP6 " : "IN IP4 ";
    return lines(
        "v=0",
        "o=- " + session + " 1 " + family + withoutScope(local),
        "s=" + stream.name(),
        "c=" + family + (wide ? "::" : "0.0.0.0"),
        "t=0 0",
        "a=tool:Oriel",
        "a=type:broadcast",
        "a=control:*",
        "a=range:npt=now-",
        "m=video 0 RTP/AVP " + PAYLOAD_TYPE,
        "a=rtpmap:" + PAYLOAD_TYPE + " H264/90000",
        "a=fmtp:"
            + PAYLOAD_TYPE
            + " packetization-mode=1;profile-level-id="
            + parameters.profileLevelId()
            + ";sprop-parameter-sets="
            + parameters.sprop(),
        "a=framerate:" + stream.framesPerSecond(),
        "a=framesize:" + PAYLOAD_TYPE + " " + stream.width() + "-" + stream.height(),
        "a=control:" + TRACK);
  }

  private static String withoutScope(InetAddress address) {
    final String text = address.getHostAddress();
    final int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}

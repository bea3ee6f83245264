package io.oriel.transport.webrtc.sdp;

import io.oriel.rtp.HeaderExtensions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Writes the answer to an offer (RFC 8829): ICE-lite, DTLS passive, sending only. */
public final class SdpAnswer {
  private static final String LINE = "\r\n";

  private SdpAnswer() {}

  /**
   * What this side brings.
   *
   * @param ufrag ICE user fragment
   * @param password ICE password
   * @param fingerprint SHA-256 of this side's certificate
   * @param ssrc of the video
   * @param retransmissionSsrc of its retransmissions
   * @param cname name of the source, the same in every stream of it
   * @param candidates lines that begin with {@code a=candidate:}
   * @param maxMessageBytes the largest message that is taken
   */
  public record Local(
      String ufrag,
      String password,
      byte[] fingerprint,
      int ssrc,
      int retransmissionSsrc,
      String cname,
      List<String> candidates,
      int maxMessageBytes) {}

  /** The answer as text. */
  public static String write(SdpOffer offer, Local local, long sessionId) {
    final List<String> bundle = new ArrayList<>();
    final StringBuilder media = new StringBuilder();
    for (int i = 0; i < offer.media().size(); i++) {
      final SdpSection section = offer.media().get(i);
      final String mid = section.value("mid").orElseThrow();
      if (offer.isVideo(i)) {
        bundle.add(mid);
        video(media, section, offer.video(), local, mid);
      } else if (offer.isMessages(i)) {
        bundle.add(mid);
        messages(media, section, local, mid);
      } else {
        refused(media, section, mid);
      }
    }
    return "v=0"
        + LINE
        + ("o=- " + sessionId + " 1 IN IP4 0.0.0.0" + LINE)
        + ("s=-" + LINE)
        + ("t=0 0" + LINE)
        + ("a=group:BUNDLE " + String.join(" ", bundle) + LINE)
        + ("a=ice-lite" + LINE)
        + ("a=msid-semantic: WMS *" + LINE)
        + media;
  }

  private static void video(
      StringBuilder out, SdpSection section, VideoChoice choice, Local local, String mid) {
    final int type = choice.payloadType();
    final OptionalInt rtx = choice.retransmissionType();
    line(
        out,
        "m=video 9 "
            + section.words().get(2)
            + " "
            + type
            + (rtx.isPresent() ? " " + rtx.getAsInt() : ""));
    connection(out, local, mid);
    line(out, "a=sendonly");
    line(out, "a=rtcp-mux");
    line(out, "a=rtcp-rsize");
    choice
        .playoutDelayId()
        .ifPresent(id -> line(out, "a=extmap:" + id + " " + HeaderExtensions.PLAYOUT_DELAY));
    line(out, "a=rtpmap:" + type + " " + choice.mapping());
    line(out, "a=fmtp:" + type + " " + choice.parameters());
    if (rtx.isPresent()) {
      line(out, "a=rtcp-fb:" + type + " nack");
    }
    line(out, "a=rtcp-fb:" + type + " nack pli");
    line(out, "a=rtcp-fb:" + type + " ccm fir");
    line(out, "a=rtcp-fb:" + type + " goog-remb");
    line(out, "a=msid:" + local.cname() + " video");
    final String ssrc = Integer.toUnsignedString(local.ssrc());
    if (rtx.isPresent()) {
      final String second = Integer.toUnsignedString(local.retransmissionSsrc());
      line(out, "a=rtpmap:" + rtx.getAsInt() + " rtx/90000");
      line(out, "a=fmtp:" + rtx.getAsInt() + " apt=" + type);
      line(out, "a=ssrc-group:FID " + ssrc + " " + second);
      line(out, "a=ssrc:" + ssrc + " cname:" + local.cname());
      line(out, "a=ssrc:" + second + " cname:" + local.cname());
    } else {
      line(out, "a=ssrc:" + ssrc + " cname:" + local.cname());
    }
  }

  private static void messages(StringBuilder out, SdpSection section, Local local, String mid) {
    line(out, "m=application 9 " + section.words().get(2) + " webrtc-datachannel");
    connection(out, local, mid);
    line(out, "a=sctp-port:5000");
    line(out, "a=max-message-size:" + local.maxMessageBytes());
  }

  private static void refused(StringBuilder out, SdpSection section, String mid) {
    final List<String> words = section.words();
    line(out, "m=" + words.get(0) + " 0 " + words.get(2) + " " + words.get(3));
    line(out, "c=IN IP4 0.0.0.0");
    line(out, "a=inactive");
    line(out, "a=mid:" + mid);
  }

  private static void connection(StringBuilder out, Local local, String mid) {
    line(out, "c=IN IP4 0.0.0.0");
    local.candidates().forEach(c -> line(out, c));
    line(out, "a=end-of-candidates");
    line(out, "a=ice-ufrag:" + local.ufrag());
    line(out, "a=ice-pwd:" + local.password());
    line(
        out,
        "a=fingerprint:sha-256 "
            + HexFormat.ofDelimiter(":").formatHex(local.fingerprint()).toUpperCase(Locale.ROOT));
    line(out, "a=setup:passive");
    line(out, "a=mid:" + mid);
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append(LINE);
  }
}

package io.oriel.runtime.grab.rtsp;

import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Sdp;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The video that a description offers.
 *
 * @param payloadType of its packets
 * @param control the address that it is set up by
 * @param parameterSets those of the description, in Annex B
 */
record VideoTrack(int payloadType, String control, byte[] parameterSets) {
  private static final Pattern SPROP =
      Pattern.compile("(?i)sprop-parameter-sets=([A-Za-z0-9+/=,]{1,16384})");

  /**
   * The first H.264 video.
   *
   * @param base the address that relative ones belong to
   */
  static VideoTrack of(Sdp sdp, String base) throws GrabException {
    for (Sdp.Media media : sdp.media()) {
      Optional<Integer> type = media.h264();
      if (media.kind().equals("video") && type.isPresent()) {
        return new VideoTrack(
            type.get(),
            control(base, media.value("control").orElse("*")),
            media.value("fmtp:" + type.get() + " ").map(VideoTrack::sets).orElse(new byte[0]));
      }
    }
    throw new GrabException("it has no H.264 video, and grab reads nothing else");
  }

  private static String control(String base, String control) {
    if (control.equals("*")) {
      return base;
    }
    return control.matches("(?i)rtsps?://.*")
        ? control
        : base + (base.endsWith("/") ? "" : "/") + control;
  }

  private static byte[] sets(String parameters) {
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    Matcher matcher = SPROP.matcher(parameters);
    if (matcher.find()) {
      for (String set : matcher.group(1).split(",")) {
        try {
          byte[] bytes = Base64.getDecoder().decode(set);
          sets.writeBytes(new byte[] {0, 0, 0, 1});
          sets.writeBytes(bytes);
        } catch (IllegalArgumentException e) {
          // The stream has them too, or the keyframe cannot be decoded.
        }
      }
    }
    return sets.toByteArray();
  }
}

package io.oriel.transport.rtsp.media;

import io.oriel.rtp.H264Packetiser;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a decoder must know of an H.264 encoding, as SDP writes it (RFC 6184 section 8.1).
 *
 * @param profileLevelId six hexadecimal digits
 * @param sprop all parameter sets in Base64, with commas between
 */
public record ParameterSets(String profileLevelId, String sprop) {
  private static final int PROFILE_AT = 1;
  private static final int PROFILE_END = 4;

  /** Of these NAL units; empty if a sequence or a picture parameter set is missing. */
  static Optional<ParameterSets> of(List<byte[]> sets) {
    final Optional<byte[]> sequence =
        sets.stream()
            .filter(set -> type(set) == H264Packetiser.SPS && set.length >= PROFILE_END)
            .findFirst();
    if (sequence.isEmpty() || sets.stream().noneMatch(set -> type(set) == H264Packetiser.PPS)) {
      return Optional.empty();
    }
    final Base64.Encoder base64 = Base64.getEncoder();
    return Optional.of(
        new ParameterSets(
            HexFormat.of().formatHex(sequence.get(), PROFILE_AT, PROFILE_END),
            String.join(",", sets.stream().map(base64::encodeToString).toList())));
  }

  private static int type(byte[] set) {
    return set[0] & 31;
  }
}

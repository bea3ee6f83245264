package io.oriel.api.video;

/** Video codecs. */
public enum Codec {
  /** ITU-T H.264, Annex B byte stream, constrained baseline unless said otherwise. */
  H264,
  /** ITU-T H.265, Annex B byte stream. */
  H265,
  /** AOMedia AV1, low-overhead bitstream format, temporal delimiters removed. */
  AV1,
  VP8,
  VP9
}

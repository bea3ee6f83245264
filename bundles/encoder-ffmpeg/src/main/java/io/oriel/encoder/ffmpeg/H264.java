package io.oriel.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PROFILE_H264_BASELINE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PROFILE_H264_CONSTRAINED_BASELINE;

import io.oriel.api.image.PixelFormat;
import java.util.Map;

/**
 * The encoders and their settings: constrained baseline, one picture in and one out, keyframes only
 * where they are asked for and then as IDR with parameter sets in the stream.
 *
 * <p>The profile number is left to x264's own option, which also restricts its tools.
 */
enum H264 {
  NVENC(
      "h264_nvenc",
      PixelFormat.NV12,
      AV_PROFILE_H264_BASELINE,
      false,
      Map.of(
          "preset", "p1",
          "tune", "ull",
          "profile", "baseline",
          "rc", "cbr",
          "zerolatency", "1",
          "delay", "0",
          "forced-idr", "1")),
  X264(
      "libx264",
      PixelFormat.NV12,
      0,
      true,
      Map.of(
          "preset", "ultrafast",
          "tune", "zerolatency",
          "profile", "baseline",
          "forced-idr", "1",
          "x264-params", "scenecut=0:keyint=infinite")),
  OPENH264(
      "libopenh264",
      PixelFormat.I420,
      AV_PROFILE_H264_CONSTRAINED_BASELINE,
      false,
      Map.of("rc_mode", "bitrate", "allow_skip_frames", "0"));

  private final String codecName;
  private final PixelFormat format;
  private final int profile;
  private final boolean followsBitRate;
  private final Map<String, String> options;

  H264(
      String codecName,
      PixelFormat format,
      int profile,
      boolean followsBitRate,
      Map<String, String> options) {
    this.codecName = codecName;
    this.format = format;
    this.profile = profile;
    this.followsBitRate = followsBitRate;
    this.options = options;
  }

  /** FFmpeg's name of the encoder. */
  String codecName() {
    return codecName;
  }

  PixelFormat format() {
    return format;
  }

  /** FFmpeg's number of the profile, 0 where an option says it. */
  int profile() {
    return profile;
  }

  /** True if the bit rate can change while it runs. */
  boolean followsBitRate() {
    return followsBitRate;
  }

  Map<String, String> options() {
    return options;
  }
}

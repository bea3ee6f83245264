package io.oriel.runtime.itest;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ffmpeg and GStreamer as processes, and what they say of the pictures that they decode. */
final class MediaPlayer {
  /** ffmpeg's showinfo in units of the stream, GStreamer's identity in time. */
  private static final Pattern PICTURE =
      Pattern.compile(
          "n: *\\d+ pts: *(-?\\d+) .* s:(\\d+x\\d+)"
              + "|chain .* pts: (\\d+):(\\d\\d):(\\d\\d)\\.(\\d{9})");

  private static final String GSTREAMER_END = "Got EOS from element";
  private static final String GSTREAMER_ERROR = "ERROR: ";

  /** A request that was not written. */
  private static final Pattern GSTREAMER_UNSENT =
      Pattern.compile(
          GSTREAMER_ERROR
              + "from element .*\\n.*\\n.* gst_rtspsrc_(?:try_send|pause|close) \\(\\): .*\\n"
              + "Could not send message\\. \\(Received end-of-file\\)\\n");

  private static final int PATIENCE_SECONDS = 120;

  /**
   * What a player has seen.
   *
   * @param times of its pictures in 1/90000 s
   * @param firstMillis from the start of its process to its first picture
   * @param output all that it said
   */
  record Seen(List<Long> times, long firstMillis, String output, int exitCode) {}

  private MediaPlayer() {}

  /** Decodes so many pictures with ffmpeg; {@code options} come before the address. */
  static Seen ffmpeg(String url, int pictures, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostats", "-nostdin"));
    command.addAll(Arrays.asList(options));
    command.addAll(
        List.of("-i", url, "-frames:v", "" + pictures, "-fps_mode", "passthrough", "-an"));
    command.addAll(List.of("-vf", "showinfo", "-f", "null", "-"));
    return run(command, pictures);
  }

  /** The same with GStreamer; {@code options} are those of rtspsrc. */
  static Seen gstreamer(String url, int pictures, String... options) throws Exception {
    // Without its buffer the times are those of the packets.
    List<String> command =
        new ArrayList<>(List.of("gst-launch-1.0", "-v", "rtspsrc", "location=" + url, "latency=0"));
    command.addAll(List.of("buffer-mode=none", "drop-on-latency=false"));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("!", "rtph264depay", "!", "h264parse", "!", "avdec_h264", "!"));
    // The picture that it ends at is not among those that it tells of.
    command.addAll(List.of("identity", "silent=false", "eos-after=" + (pictures + 1)));
    command.addAll(List.of("!", "fakesink", "sync=false"));
    return withoutItsOwnEnd(run(command, pictures));
  }

  /**
   * On its way out rtspsrc sends PAUSE and TEARDOWN from one thread, and another one cancels the
   * first to get at the second, and the second after 100 ms. What is cancelled before it is written
   * it calls a connection that has ended, whatever the server does, and gst-launch exits with 1.
   * After the last picture that is no failure; nothing else is passed over.
   */
  private static Seen withoutItsOwnEnd(Seen seen) {
    int end = seen.output().indexOf(GSTREAMER_END);
    if (seen.exitCode() != 1 || end < 0 || seen.output().indexOf(GSTREAMER_ERROR) < end) {
      return seen;
    }
    String rest = GSTREAMER_UNSENT.matcher(seen.output().substring(end)).replaceAll("");
    return rest.contains(GSTREAMER_ERROR)
        ? seen
        : new Seen(seen.times(), seen.firstMillis(), seen.output(), 0);
  }

  /** What ffprobe says of the stream: codec, width and height. */
  static String ffprobe(String url, String transport) throws Exception {
    return run(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-rtsp_transport",
                transport,
                "-show_entries",
                "stream=codec_name,width,height,r_frame_rate",
                "-of",
                "csv=p=0",
                url),
            0)
        .output()
        .strip();
  }

  private static Seen run(List<String> command, int pictures) throws Exception {
    long began = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread guard =
        Thread.ofVirtual().start(() -> endAfter(process, PATIENCE_SECONDS + pictures / 15));
    List<Long> times = new ArrayList<>();
    long first = -1;
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        Matcher picture = PICTURE.matcher(line);
        if (picture.find()) {
          if (times.isEmpty()) {
            first = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
          }
          times.add(time(picture));
        } else {
          output.append(line).append('\n');
        }
      }
    }
    int code = process.waitFor();
    guard.interrupt();
    return new Seen(times, first, output.toString(), code);
  }

  private static long time(Matcher picture) {
    if (picture.group(1) != null) {
      return Long.parseLong(picture.group(1));
    }
    long seconds =
        (Long.parseLong(picture.group(3)) * 60 + Long.parseLong(picture.group(4))) * 60
            + Long.parseLong(picture.group(5));
    long nanos = seconds * 1_000_000_000 + Long.parseLong(picture.group(6));
    return Math.round(nanos * 9 / 100_000.0);
  }

  private static void endAfter(Process process, int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // It has ended.
    }
  }
}

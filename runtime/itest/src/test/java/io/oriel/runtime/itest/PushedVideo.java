package io.oriel.runtime.itest;

import io.oriel.api.embed.PushedStream;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A host that has pictures encoded by ffmpeg, and pushes them again and again. */
final class PushedVideo {
  private static final int FPS = 30;

  /** An access unit and whether it is a keyframe. */
  private record Unit(MemorySegment data, boolean keyframe) {}

  private final Arena arena = Arena.ofAuto();
  private final PushedStream stream;
  private final List<Unit> units;
  private final Thread thread;
  private volatile boolean closed;

  PushedVideo(PushedStream stream) throws IOException {
    this.stream = stream;
    units = split(encoded());
    thread = Thread.ofPlatform().daemon().name("video").start(this::push);
  }

  /**
   * Two seconds, constrained baseline, a keyframe each half second, a delimiter before each unit.
   */
  private static byte[] encoded() throws IOException {
    Process ffmpeg =
        new ProcessBuilder(
                ("ffmpeg -v error -f lavfi -i testsrc2=size=640x360:rate=" + FPS)
                    .concat(" -t 2 -pix_fmt yuv420p -c:v libx264 -profile:v baseline -g 15")
                    .concat(" -tune zerolatency -x264-params aud=1:repeat-headers=1 -f h264 -")
                    .split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return ffmpeg.getInputStream().readAllBytes();
  }

  private List<Unit> split(byte[] stream) {
    List<Unit> found = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= stream.length; at++) {
      if (at == stream.length || delimiter(stream, at)) {
        MemorySegment data = arena.allocate(at - from);
        MemorySegment.copy(stream, from, data, ValueLayout.JAVA_BYTE, 0, at - from);
        found.add(new Unit(data, hasParameters(stream, from, at)));
        from = at;
      }
    }
    return found;
  }

  private static boolean delimiter(byte[] stream, int at) {
    return at + 4 < stream.length && nal(stream, at) == 9 && stream[at] == 0;
  }

  private static boolean hasParameters(byte[] stream, int from, int to) {
    for (int at = from; at < to - 4; at++) {
      if (nal(stream, at) == 7) {
        return true;
      }
    }
    return false;
  }

  /** Type of the NAL unit whose start code of four bytes is here, else -1. */
  private static int nal(byte[] stream, int at) {
    boolean start =
        stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 0 && stream[at + 3] == 1;
    return start ? stream[at + 4] & 31 : -1;
  }

  private void push() {
    try {
      for (int turn = 0; !closed; turn++) {
        Unit unit = units.get(turn % units.size());
        stream.push(new PushedUnit(unit.data(), unit.keyframe(), System.nanoTime()));
        TimeUnit.NANOSECONDS.sleep(1_000_000_000L / FPS);
      }
    } catch (InterruptedException | OrielException e) {
      if (!closed) {
        throw new AssertionError(e);
      }
    }
  }

  /** The memory is not written to again, and lives as long as somebody reads it. */
  void stop() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}

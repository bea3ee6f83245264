package io.oriel.runtime.itest;

import io.oriel.api.embed.PushedStream;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host that has pictures encoded by ffmpeg, and pushes them again and again, each from memory of
 * its own. The moment that is the host's again it is overwritten with what no decoder accepts.
 */
final class PushedVideo {
  private static final int FPS = 30;

  /** Forbidden as a NAL unit's header, and no end of one. */
  private static final byte RUBBISH = (byte) 0xFF;

  /** An access unit and whether it is a keyframe. */
  private record Unit(byte[] data, boolean keyframe) {}

  private final PushedStream stream;
  private final List<Unit> units;
  private final Thread thread;
  private final AtomicInteger overwritten = new AtomicInteger();
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

  /** Units that were given back and overwritten. */
  int overwritten() {
    return overwritten.get();
  }

  private static List<Unit> split(byte[] stream) {
    List<Unit> found = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= stream.length; at++) {
      if (at == stream.length || delimiter(stream, at)) {
        byte[] data = Arrays.copyOfRange(stream, from, at);
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
        push(units.get(turn % units.size()));
        TimeUnit.NANOSECONDS.sleep(1_000_000_000L / FPS);
      }
    } catch (InterruptedException | OrielException e) {
      if (!closed) {
        throw new AssertionError(e);
      }
    }
  }

  private void push(Unit unit) throws OrielException {
    MemorySegment data = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_BYTE, unit.data());
    stream
        .push(new PushedUnit(data, unit.keyframe(), System.nanoTime()))
        .whenReleased()
        .thenRun(() -> {
          data.fill(RUBBISH);
          overwritten.incrementAndGet();
        });
  }

  void stop() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}

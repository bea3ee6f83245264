package io.oriel.runtime.itest;

import io.oriel.api.embed.PushedStream;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.stream.StreamInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host that paints: green with a dark bar that moves. It has four pictures; the moment one is its
 * own again it makes it magenta all over, which is to be seen by nobody.
 */
final class PushedPictures {
  private static final int GREEN = 0xff20a040;
  private static final int DARK = 0xff101010;
  private static final int MAGENTA = 0xffff00ff;
  private static final int BAR = 32;
  private static final int PICTURES = 4;

  private final Arena arena = Arena.ofShared();
  private final PushedStream stream;
  private final BlockingQueue<HostImage> free = new ArrayBlockingQueue<>(PICTURES);
  private final AtomicInteger shown = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;

  PushedPictures(PushedStream stream) {
    this.stream = stream;
    StreamInfo info = stream.stream().info();
    ImageSpec spec = ImageSpec.of(info.width(), info.height(), PixelFormat.BGRA8);
    for (int i = 0; i < PICTURES; i++) {
      free.add(new HostImage(spec, arena.allocate(spec.sizeBytes(), 64)));
    }
    thread = Thread.ofPlatform().daemon().name("painter").start(this::paint);
  }

  /** Pictures that had their turn and are the host's again. */
  int shown() {
    return shown.get();
  }

  private void paint() {
    StreamInfo info = stream.stream().info();
    try {
      for (int turn = 0; !closed; turn++) {
        HostImage picture = free.take();
        fill(picture, GREEN);
        bar(picture, turn * 4 % (info.width() - BAR));
        stream
            .push(picture)
            .whenReleased()
            .thenAccept(outcome -> {
              fill(picture, MAGENTA);
              free.add(picture);
              shown.addAndGet(outcome.shown() ? 1 : 0);
            });
        TimeUnit.NANOSECONDS.sleep((long) (1e9 / info.framesPerSecond()));
      }
    } catch (InterruptedException | OrielException e) {
      if (!closed) {
        throw new AssertionError(e);
      }
    }
  }

  private static void fill(HostImage picture, int word) {
    MemorySegment pixels = picture.segment();
    for (long at = 0; at < pixels.byteSize(); at += Integer.BYTES) {
      pixels.set(ValueLayout.JAVA_INT, at, word);
    }
  }

  private static void bar(HostImage picture, int from) {
    int pitch = picture.spec().plane(0).pitchBytes();
    for (int y = 0; y < picture.spec().height(); y++) {
      picture.segment().asSlice((long) y * pitch + 4L * from, 4L * BAR).fill((byte) DARK);
    }
  }

  /** Stops painting. The memory is freed when the stream has given all of it back. */
  void stop() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }

  /** Waits until everything is given back, which the stream's end sees to, and frees it. */
  void free() throws InterruptedException {
    stop();
    for (int i = 0; i < PICTURES; i++) {
      if (free.poll(60, TimeUnit.SECONDS) == null) {
        throw new AssertionError("a picture is not given back");
      }
    }
    arena.close();
  }
}

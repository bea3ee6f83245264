package io.oriel.video;

import io.oriel.api.image.ViewportFrame;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the newest frame; an older one that nobody took is given back. */
final class Mailbox {
  private final AtomicReference<ViewportFrame> slot = new AtomicReference<>();

  /** Puts a frame in; true if another had to go for it. Render thread, never blocks. */
  boolean put(ViewportFrame frame) {
    frame.retain();
    return release(slot.getAndSet(frame));
  }

  /** The frame, to be released by the caller, or null. */
  ViewportFrame take() {
    return slot.getAndSet(null);
  }

  void clear() {
    release(take());
  }

  private static boolean release(ViewportFrame frame) {
    if (frame == null) {
      return false;
    }
    frame.release();
    return true;
  }
}

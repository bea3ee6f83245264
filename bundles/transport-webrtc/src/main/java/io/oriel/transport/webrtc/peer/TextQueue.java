package io.oriel.transport.webrtc.peer;

import java.util.ArrayDeque;
import java.util.Deque;

/** Texts on their way to one viewer; bounded in number and bytes. Any thread. */
final class TextQueue {
  private static final int MOST_TEXTS = 256;
  private static final int MOST_BYTES = 1 << 20;

  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;

  /** False if there is no room. */
  synchronized boolean offer(byte[] text) {
    if (waiting.size() == MOST_TEXTS || bytes + text.length > MOST_BYTES) {
      return false;
    }
    waiting.addLast(text);
    bytes += text.length;
    return true;
  }

  /** The oldest text, or null. */
  synchronized byte[] poll() {
    final byte[] text = waiting.pollFirst();
    if (text != null) {
      bytes -= text.length;
    }
    return text;
  }
}

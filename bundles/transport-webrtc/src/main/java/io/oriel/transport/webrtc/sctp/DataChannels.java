package io.oriel.transport.webrtc.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data channels of one viewer (RFC 8831, RFC 8832): the viewer opens them, texts come on any of
 * them, and texts go out on the one that was opened first.
 *
 * <p>Used by the thread that serves the viewer.
 */
public final class DataChannels implements Association.Listener {
  private static final int OPEN = 3;
  private static final int ACKNOWLEDGE = 2;
  private static final int OPEN_BYTES = 12;
  private static final int UNORDERED = 0x80;
  private static final int CONTROL = 50;
  private static final int TEXT = 51;
  private static final int BINARY = 53;
  private static final int EMPTY_TEXT = 56;
  private static final int EMPTY_BINARY = 57;
  private static final int MOST_CHANNELS = 16;

  /** What the viewer says. */
  public interface Listener {
    /** The first channel is open. */
    void opened();

    /** A text has come. */
    void text(String text);

    /** A binary message has come; nothing is made of it. */
    void binary();
  }

  private final Association association;
  private final Listener listener;
  private final Map<Integer, Boolean> unordered = new LinkedHashMap<>();
  private boolean everOpen;

  /** Channels of a new association whose packets go to {@code out}. */
  public DataChannels(Association.Out out, Listener listener) {
    this.association = new Association(out, this);
    this.listener = listener;
  }

  /** What carries them. */
  public Association association() {
    return association;
  }

  /** Whether a text can be handed over now. */
  public boolean ready() {
    return !unordered.isEmpty() && association.hasRoom();
  }

  /** Queues a text, UTF-8; {@link Association#flush} sends it. Only while {@link #ready}. */
  public void send(byte[] text) {
    final var first = unordered.entrySet().iterator().next();
    if (text.length == 0) {
      association.send(first.getKey(), EMPTY_TEXT, first.getValue(), new byte[1]);
    } else {
      association.send(first.getKey(), TEXT, first.getValue(), text);
    }
  }

  @Override
  public void message(int stream, int protocol, byte[] bytes) {
    if (protocol == CONTROL) {
      control(stream, bytes);
    } else if (unordered.containsKey(stream)) {
      switch (protocol) {
        case TEXT -> listener.text(new String(bytes, StandardCharsets.UTF_8));
        case EMPTY_TEXT -> listener.text("");
        case BINARY, EMPTY_BINARY -> listener.binary();
        default -> {
          // Deprecated partial messages and protocols that WebRTC does not use.
        }
      }
    }
  }

  private void control(int stream, byte[] bytes) {
    if (bytes.length < OPEN_BYTES || bytes[0] != OPEN) {
      return;
    }
    final ByteBuffer in = ByteBuffer.wrap(bytes);
    final int names = (in.getShort(8) & 0xffff) + (in.getShort(10) & 0xffff);
    if (names > bytes.length - OPEN_BYTES
        || !association.hasRoom()
        || unordered.size() >= MOST_CHANNELS && !unordered.containsKey(stream)) {
      association.closeStream(stream);
      return;
    }
    unordered.put(stream, (bytes[1] & UNORDERED) != 0);
    association.send(stream, CONTROL, false, new byte[] {ACKNOWLEDGE});
    if (!everOpen) {
      everOpen = true;
      listener.opened();
    }
  }

  @Override
  public void streamClosed(int stream) {
    unordered.remove(stream);
  }
}

package io.oriel.transport.webrtc.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The data channels of one viewer (RFC 8831, RFC 8832): the viewer opens them, and their labels say
 * what they are for. Texts go out on {@code oriel.messages}; a viewer that has none hears them on
 * the first channel that is not for input.
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
    /** There is a channel for texts now. Called once. */
    void opened();

    /** A text has come on a channel for texts. */
    void text(String text);

    /**
     * A message has come on a channel for input.
     *
     * @param moves whether on the one for moves
     */
    void input(byte[] message, boolean moves);

    /** A text has come on a channel for input, or a binary message on another; it is refused. */
    void misplaced();

    /** A message was over the limit; it is passed over. */
    void tooLarge();
  }

  /** What a channel is for. */
  private enum Purpose {
    MESSAGES("oriel.messages"),
    INPUT("oriel.input"),
    MOVES("oriel.moves"),
    /** Texts of clients that know nothing of labels. */
    OTHER("");

    private final String label;

    Purpose(String label) {
      this.label = label;
    }

    static Purpose of(String label) {
      for (final Purpose purpose : values()) {
        if (purpose.label.equals(label)) {
          return purpose;
        }
      }
      return OTHER;
    }

    boolean isInput() {
      return this == INPUT || this == MOVES;
    }
  }

  private record Channel(int stream, Purpose purpose, boolean unordered) {}

  private final Association association;
  private final Listener listener;
  private final Map<Integer, Channel> channels = new LinkedHashMap<>();
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
    return forTexts().isPresent() && association.hasRoom();
  }

  /** Queues a text, UTF-8; {@link Association#flush} sends it. Only while {@link #ready}. */
  public void send(byte[] text) {
    final Channel channel = forTexts().orElseThrow();
    if (text.length == 0) {
      association.send(channel.stream, EMPTY_TEXT, channel.unordered, new byte[1]);
    } else {
      association.send(channel.stream, TEXT, channel.unordered, text);
    }
  }

  private Optional<Channel> forTexts() {
    Optional<Channel> first = Optional.empty();
    for (final Channel channel : channels.values()) {
      if (channel.purpose == Purpose.MESSAGES) {
        return Optional.of(channel);
      }
      if (first.isEmpty() && !channel.purpose.isInput()) {
        first = Optional.of(channel);
      }
    }
    return first;
  }

  @Override
  public void message(int stream, int protocol, byte[] bytes) {
    final Channel channel = channels.get(stream);
    if (protocol == CONTROL) {
      control(stream, bytes);
    } else if (channel != null) {
      switch (protocol) {
        case TEXT -> text(channel, new String(bytes, StandardCharsets.UTF_8));
        case EMPTY_TEXT -> text(channel, "");
        case BINARY -> binary(channel, bytes);
        case EMPTY_BINARY -> binary(channel, new byte[0]);
        default -> {
          // Deprecated partial messages and protocols that WebRTC does not use.
        }
      }
    }
  }

  private void text(Channel channel, String text) {
    if (channel.purpose.isInput()) {
      listener.misplaced();
    } else {
      listener.text(text);
    }
  }

  private void binary(Channel channel, byte[] message) {
    if (channel.purpose.isInput()) {
      listener.input(message, channel.purpose == Purpose.MOVES);
    } else {
      listener.misplaced();
    }
  }

  private void control(int stream, byte[] bytes) {
    if (bytes.length < OPEN_BYTES || bytes[0] != OPEN) {
      return;
    }
    final ByteBuffer in = ByteBuffer.wrap(bytes);
    final int label = in.getShort(8) & 0xffff;
    final int protocol = in.getShort(10) & 0xffff;
    if (label + protocol > bytes.length - OPEN_BYTES
        || !association.hasRoom()
        || channels.size() >= MOST_CHANNELS && !channels.containsKey(stream)) {
      association.closeStream(stream);
      return;
    }
    final Purpose purpose =
        Purpose.of(new String(bytes, OPEN_BYTES, label, StandardCharsets.UTF_8));
    channels.put(stream, new Channel(stream, purpose, (bytes[1] & UNORDERED) != 0));
    association.send(stream, CONTROL, false, new byte[] {ACKNOWLEDGE});
    if (!everOpen && !purpose.isInput()) {
      everOpen = true;
      listener.opened();
    }
  }

  @Override
  public void tooLarge(int stream) {
    listener.tooLarge();
  }

  @Override
  public void streamClosed(int stream) {
    channels.remove(stream);
  }
}

package io.oriel.transport.rtsp.message;

/**
 * Binary data between messages (RFC 2326 section 10.12).
 *
 * @param channel 0 to 255
 * @param data owned by whoever receives the frame
 */
public record InterleavedFrame(int channel, byte[] data) implements RtspMessage {
  /** Begins every frame, where a message would begin with a letter. */
  public static final byte MAGIC = '$';

  /** The magic, the channel and two bytes of length. */
  public static final int HEADER_BYTES = 4;
}

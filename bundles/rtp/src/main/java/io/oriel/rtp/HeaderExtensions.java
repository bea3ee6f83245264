package io.oriel.rtp;

import java.util.Arrays;

/**
 * The header extension block that a sender writes into every packet (RFC 8285, one-byte form).
 *
 * <p>The only extension is playout-delay with minimum and maximum 0, which tells a browser to show
 * a frame as soon as it is complete instead of smoothing it in a jitter buffer.
 */
public final class HeaderExtensions {
  /** The URI that an offer names the playout-delay extension by. */
  public static final String PLAYOUT_DELAY =
      "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

  /** No extensions. */
  public static final HeaderExtensions NONE = new HeaderExtensions(new byte[0]);

  private final byte[] block;

  private HeaderExtensions(byte[] block) {
    this.block = block;
  }

  /**
   * Playout delay 0 to 0 under the id that the offer gave it.
   *
   * @param id 1 to 14
   */
  public static HeaderExtensions noPlayoutDelay(int id) {
    if (id < 1 || id > 14) {
      throw new IllegalArgumentException("Header extension id " + id + " is not within 1 to 14");
    }
    return new HeaderExtensions(
        new byte[] {(byte) 0xBE, (byte) 0xDE, 0, 1, (byte) (id << 4 | 2), 0, 0, 0});
  }

  /** Bytes between the fixed header and the payload. */
  public int size() {
    return block.length;
  }

  byte[] block() {
    return Arrays.copyOf(block, block.length);
  }
}

package io.oriel.rtp;

/**
 * Writes the header of one RTP stream (RFC 3550 section 5.1) with its constant extensions.
 *
 * <p>Immutable, any thread.
 */
public final class RtpHeader {
  /** Bytes of the fixed header. */
  public static final int FIXED_SIZE = 12;

  private final byte[] template;

  /**
   * @param payloadType 0 to 127
   * @param ssrc the stream's synchronisation source
   */
  public RtpHeader(int payloadType, int ssrc, HeaderExtensions extensions) {
    final byte[] block = extensions.block();
    template = new byte[FIXED_SIZE + block.length];
    template[0] = (byte) (block.length == 0 ? 0x80 : 0x90);
    template[1] = (byte) (payloadType & 0x7f);
    Bytes.putInt(template, 8, ssrc);
    System.arraycopy(block, 0, template, FIXED_SIZE, block.length);
  }

  /** Bytes that {@link #write} writes: the payload begins here. */
  public int size() {
    return template.length;
  }

  /** Writes the header to the start of a packet. */
  public void write(byte[] packet, int sequence, int rtpTime, boolean marker) {
    System.arraycopy(template, 0, packet, 0, template.length);
    if (marker) {
      packet[1] |= (byte) 0x80;
    }
    Bytes.putShort(packet, 2, sequence);
    Bytes.putInt(packet, 4, rtpTime);
  }
}

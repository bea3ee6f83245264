package io.oriel.rtp;

/**
 * Reads compound RTCP packets (RFC 3550 section 6, feedback RFC 4585 and RFC 5104) from outside.
 *
 * <p>Reads what a sender acts on and passes over everything else. Reading stops at the first part
 * that does not fit; what came before it counts. Stateless, any thread.
 */
public final class RtcpReader {
  private static final int HEADER = 8;
  private static final int RECEIVER_BLOCK = 24;
  private static final int SENDER_INFO = 20;
  private static final int REMB_NAME = 0x52454D42;
  private static final int MOST_LOST = 512;

  private RtcpReader() {}

  /** What a packet may say to a sender. Each method does nothing unless overridden. */
  public interface Listener {
    /** How one of our streams arrives: RFC 3550 section 6.4.1. */
    default void report(ReceiverReport report) {}

    /** The receiver misses this packet of this stream. */
    default void lost(int ssrc, int sequence) {}

    /** The receiver cannot decode and needs a keyframe. */
    default void pictureLost(int ssrc) {}

    /**
     * The receiver asks for a keyframe.
     *
     * @param command repeated until it is obeyed: the same number is the same request
     */
    default void keyframeAsked(int ssrc, int command) {}

    /** The receiver's estimate of what may be sent to it, in bits per second. */
    default void estimate(long bitsPerSecond) {}

    /** The receiver leaves. */
    default void bye() {}
  }

  /**
   * One report block.
   *
   * @param ssrc the stream that is reported on
   * @param fractionLost lost since the last report, in 1/256
   * @param packetsLost lost since the receiver began; negative where duplicates came
   * @param jitter in RTP time units
   * @param lastSenderReport middle 32 bits of the NTP time of the last SR that arrived, or 0
   * @param delaySinceThen in 1/65536 s
   */
  public record ReceiverReport(
      int ssrc,
      int fractionLost,
      int packetsLost,
      int jitter,
      int lastSenderReport,
      int delaySinceThen) {}

  /**
   * Reads a decrypted packet.
   *
   * @return whether every part of it was well formed
   */
  public static boolean read(byte[] packet, int length, Listener to) {
    int at = 0;
    int lost = MOST_LOST;
    while (at < length) {
      if (at + 4 > length || (packet[at] & 0xc0) != 0x80) {
        return false;
      }
      final int end = at + 4 + Bytes.unsignedShort(packet, at + 2) * 4;
      if (end > length) {
        return false;
      }
      final int count = packet[at] & 31;
      switch (Bytes.unsignedByte(packet, at + 1)) {
        case 200 -> reports(packet, at + HEADER + SENDER_INFO, end, count, to);
        case 201 -> reports(packet, at + HEADER, end, count, to);
        case 203 -> to.bye();
        case 205 -> {
          if (count == 1) {
            lost = negative(packet, at, end, lost, to);
          }
        }
        case 206 -> payloadFeedback(packet, at, end, count, to);
        default -> {
          // Source descriptions, extended reports, transport-wide feedback: nothing to act on.
        }
      }
      at = end;
    }
    return length > 0;
  }

  private static void reports(byte[] packet, int from, int end, int count, Listener to) {
    int at = from;
    for (int i = 0; i < count && at + RECEIVER_BLOCK <= end; i++, at += RECEIVER_BLOCK) {
      to.report(
          new ReceiverReport(
              Bytes.getInt(packet, at),
              Bytes.unsignedByte(packet, at + 4),
              // 24 bits with a sign.
              Bytes.getInt(packet, at + 4) << 8 >> 8,
              Bytes.getInt(packet, at + 12),
              Bytes.getInt(packet, at + 16),
              Bytes.getInt(packet, at + 20)));
    }
  }

  private static int negative(byte[] packet, int at, int end, int budget, Listener to) {
    if (at + HEADER + 4 > end) {
      return budget;
    }
    final int ssrc = Bytes.getInt(packet, at + HEADER);
    int left = budget;
    for (int i = at + HEADER + 4; i + 4 <= end; i += 4) {
      final int first = Bytes.unsignedShort(packet, i);
      final int following = Bytes.unsignedShort(packet, i + 2);
      for (int k = 0; k <= 16 && left > 0; k++) {
        if (k == 0 || (following >> k - 1 & 1) != 0) {
          to.lost(ssrc, first + k & 0xffff);
          left--;
        }
      }
    }
    return left;
  }

  private static void payloadFeedback(byte[] packet, int at, int end, int format, Listener to) {
    if (at + HEADER + 4 > end) {
      return;
    }
    final int ssrc = Bytes.getInt(packet, at + HEADER);
    final int body = at + HEADER + 4;
    if (format == 1) {
      to.pictureLost(ssrc);
    } else if (format == 4) {
      for (int i = body; i + 8 <= end; i += 8) {
        to.keyframeAsked(Bytes.getInt(packet, i), Bytes.unsignedByte(packet, i + 4));
      }
    } else if (format == 15 && body + 8 <= end && Bytes.getInt(packet, body) == REMB_NAME) {
      final int value = Bytes.getInt(packet, body + 4) & 0xffffff;
      to.estimate((long) (value & 0x3ffff) << (value >>> 18 & 31));
    }
  }
}

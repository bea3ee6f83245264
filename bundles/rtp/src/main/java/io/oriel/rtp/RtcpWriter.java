package io.oriel.rtp;

import java.nio.charset.StandardCharsets;

/** Writes the RTCP packets of a sender (RFC 3550 section 6). Stateless, any thread. */
public final class RtcpWriter {
  private static final int SENDER_REPORT = 200;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int BYE = 203;
  private static final int CNAME = 1;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  private RtcpWriter() {}

  /**
   * Writes a sender report and the source's name.
   *
   * @param ntpTime from {@link #ntpTime}, the moment that {@code rtpTime} stands for
   * @param packets sent since the start, wraps
   * @param octets payload bytes sent since the start, wraps
   * @param name at most 64 ASCII characters
   * @return the number of bytes written from the start of {@code into}
   */
  public static int senderReport(
      byte[] into, int ssrc, long ntpTime, int rtpTime, int packets, int octets, String name) {
    header(into, 0, 0, SENDER_REPORT, 28);
    Bytes.putInt(into, 4, ssrc);
    Bytes.putInt(into, 8, (int) (ntpTime >>> 32));
    Bytes.putInt(into, 12, (int) ntpTime);
    Bytes.putInt(into, 16, rtpTime);
    Bytes.putInt(into, 20, packets);
    Bytes.putInt(into, 24, octets);
    return description(into, 28, ssrc, name);
  }

  /**
   * Writes an empty receiver report, which has to come first, and the goodbye of these streams.
   *
   * @return the number of bytes written from the start of {@code into}
   */
  public static int bye(byte[] into, int... ssrcs) {
    header(into, 0, 0, 201, 8);
    Bytes.putInt(into, 4, ssrcs[0]);
    final int size = 4 + 4 * ssrcs.length;
    header(into, 8, ssrcs.length, BYE, size);
    for (int i = 0; i < ssrcs.length; i++) {
      Bytes.putInt(into, 12 + 4 * i, ssrcs[i]);
    }
    return 8 + size;
  }

  /** Wall clock time as a 64-bit NTP timestamp (RFC 5905 section 6). */
  public static long ntpTime(long epochMillis, int extraNanos) {
    final long nanos = epochMillis % 1000 * 1_000_000 + extraNanos;
    return (epochMillis / 1000 + SECONDS_1900_TO_1970) << 32 | (nanos << 32) / 1_000_000_000;
  }

  private static int description(byte[] into, int at, int ssrc, String name) {
    final byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    if (text.length > 64) {
      throw new IllegalArgumentException("A CNAME has at most 64 characters: " + name);
    }
    // Chunk: ssrc, CNAME item, and one to four zero bytes up to a multiple of four.
    final int size = 4 + (4 + 2 + text.length + 4 & ~3);
    header(into, at, 1, SOURCE_DESCRIPTION, size);
    Bytes.putInt(into, at + 4, ssrc);
    into[at + 8] = CNAME;
    into[at + 9] = (byte) text.length;
    System.arraycopy(text, 0, into, at + 10, text.length);
    for (int i = at + 10 + text.length; i < at + size; i++) {
      into[i] = 0;
    }
    return at + size;
  }

  private static void header(byte[] into, int at, int count, int type, int size) {
    into[at] = (byte) (0x80 | count);
    into[at + 1] = (byte) type;
    Bytes.putShort(into, at + 2, size / 4 - 1);
  }
}

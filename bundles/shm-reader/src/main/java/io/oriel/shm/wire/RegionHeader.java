package io.oriel.shm.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What is fixed about a region: the 128 bytes at its begin but for the fields that change with each
 * frame. Little-endian, as version 1 of ovstream 0.3 and version 2 of 0.4 and later lay it out.
 *
 * @param version 1 or 2
 * @param slotCount 2 to 8
 * @param maxWidth pixels
 * @param maxHeight pixels
 * @param maxPitchBytes of a row of the widest picture
 * @param slotStride bytes from one slot to the next
 * @param slotsOffset bytes to the first slot
 * @param producerPid process that writes; 0 if the version does not tell
 */
public record RegionHeader(
    int version,
    int slotCount,
    int maxWidth,
    int maxHeight,
    int maxPitchBytes,
    int slotStride,
    long slotsOffset,
    int producerPid) {
  public static final int BYTES = 128;

  /** Of the header of a slot, with the pixels right behind it. */
  public static final int SLOT_BYTES = 64;

  public static final int LEAST_SLOTS = 2;
  public static final int MOST_SLOTS = 8;
  public static final int OLDEST_VERSION = 1;
  public static final int NEWEST_VERSION = 2;

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** "OVSM". */
  private static final int MAGIC = 0x4D53564F;

  private static final int BGRA8 = 1;
  private static final int PIXEL_BYTES = 4;
  private static final int ROW_ALIGNMENT = 64;
  private static final int LARGEST_SIDE = 1 << 16;
  private static final int VERSION_AT = 4;
  private static final int FORMAT_AT = 8;
  private static final int SLOT_COUNT_AT = 12;
  private static final int MAX_WIDTH_AT = 16;
  private static final int MAX_HEIGHT_AT = 20;
  private static final int MAX_PITCH_AT = 24;
  private static final int STRIDE_AT = 28;
  private static final int SLOTS_AT = 32;
  static final int LATEST_SEQUENCE_AT = 40;
  static final int LATEST_SLOT_AT = 48;
  static final int ALIVE_AT = 52;
  private static final int PID_AT = 56;

  /**
   * A region for pictures up to a size, its rows aligned as ovstream aligns them.
   *
   * @throws IllegalArgumentException if a picture is empty, or larger than the format can say
   */
  public static RegionHeader of(int version, int slots, int width, int height, long pid) {
    final int pitch = Math.ceilDiv(width * PIXEL_BYTES, ROW_ALIGNMENT) * ROW_ALIGNMENT;
    final long stride = SLOT_BYTES + (long) pitch * height;
    if (!sized(width, height) || stride > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(width + "x" + height + " does not fit a slot");
    }
    return new RegionHeader(
        version, slots, width, height, pitch, (int) stride, BYTES, version == 1 ? 0 : (int) pid);
  }

  private static boolean sized(int width, int height) {
    return width > 0 && height > 0 && width <= LARGEST_SIDE && height <= LARGEST_SIDE;
  }

  /** Bytes of the whole region. */
  public long sizeBytes() {
    return slotsOffset + (long) slotCount * slotStride;
  }

  /** Bytes from the begin of the region to the header of a slot. */
  public long slotAt(int slot) {
    return slotsOffset + (long) slot * slotStride;
  }

  /** Writes all but the fields that change with a frame; what is reserved becomes zero. */
  public void write(MemorySegment to) {
    for (long at = ALIVE_AT + Integer.BYTES; at < BYTES; at++) {
      to.set(JAVA_BYTE, at, (byte) 0);
    }
    to.set(INT, 0, MAGIC);
    to.set(INT, VERSION_AT, version);
    to.set(INT, FORMAT_AT, BGRA8);
    to.set(INT, SLOT_COUNT_AT, slotCount);
    to.set(INT, MAX_WIDTH_AT, maxWidth);
    to.set(INT, MAX_HEIGHT_AT, maxHeight);
    to.set(INT, MAX_PITCH_AT, maxPitchBytes);
    to.set(INT, STRIDE_AT, slotStride);
    to.set(LONG, SLOTS_AT, slotsOffset);
    to.set(INT, PID_AT, producerPid);
  }

  /**
   * Reads a header that somebody else has written, and trusts nothing of it.
   *
   * @param from at least {@link #BYTES} long
   * @param fileBytes size of the whole region
   * @throws IOException that says what is wrong with it
   */
  public static RegionHeader read(MemorySegment from, long fileBytes) throws IOException {
    check(from.get(INT, 0) == MAGIC, "no region of ovstream");
    final int version = from.get(INT, VERSION_AT);
    check(
        version >= OLDEST_VERSION && version <= NEWEST_VERSION,
        "version " + Integer.toUnsignedString(version) + " is unknown");
    check(from.get(INT, FORMAT_AT) == BGRA8, "the pixels are not BGRA8");
    final RegionHeader header =
        new RegionHeader(
            version,
            from.get(INT, SLOT_COUNT_AT),
            from.get(INT, MAX_WIDTH_AT),
            from.get(INT, MAX_HEIGHT_AT),
            from.get(INT, MAX_PITCH_AT),
            from.get(INT, STRIDE_AT),
            from.get(LONG, SLOTS_AT),
            version == 1 ? 0 : from.get(INT, PID_AT));
    header.check(fileBytes);
    return header;
  }

  private void check(long fileBytes) throws IOException {
    check(slotCount >= LEAST_SLOTS && slotCount <= MOST_SLOTS, "it has " + slotCount + " slots");
    check(sized(maxWidth, maxHeight), "pictures of " + maxWidth + "x" + maxHeight);
    check((long) maxPitchBytes >= (long) maxWidth * PIXEL_BYTES, "rows that are too short");
    check(
        slotStride % Long.BYTES == 0 && slotStride >= SLOT_BYTES + (long) maxPitchBytes * maxHeight,
        "slots that are too small");
    check(
        slotsOffset >= BYTES && slotsOffset % Long.BYTES == 0 && slotsOffset <= fileBytes,
        "slots that begin nowhere");
    check(sizeBytes() <= fileBytes, "slots beyond its end");
  }

  private static void check(boolean isRight, String otherwise) throws IOException {
    if (!isRight) {
      throw new IOException("the region is not usable: " + otherwise);
    }
  }
}

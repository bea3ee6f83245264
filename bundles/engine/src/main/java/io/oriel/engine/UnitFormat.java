package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.Codec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Whether a pushed unit begins as its codec's byte stream does, so that a host which pushes another
 * packing of it is told so. What the unit holds is left to decoders.
 */
final class UnitFormat {
  /** A picture that is larger is a mistake; ten times a large keyframe. */
  static final long MAX_BYTES = 16L << 20;

  /** AV1, section 6.2.2: obu_type in bits 3 to 6, bit 1 says that a size follows. */
  private static final int TEMPORAL_DELIMITER = 2;

  private UnitFormat() {}

  /**
   * The part of a unit that is sent.
   *
   * @throws OrielException if it is none of this codec
   */
  static MemorySegment checked(Codec codec, MemorySegment data) throws OrielException {
    HostMemoryCheck.check(data);
    if (data.byteSize() < 5 || data.byteSize() > MAX_BYTES) {
      throw PushTarget.invalid(
          "an access unit of %d bytes; 5 to %d are allowed".formatted(data.byteSize(), MAX_BYTES));
    }
    return codec == Codec.AV1 ? temporalUnit(data) : annexB(codec, data);
  }

  /** ITU-T H.264 and H.265, Annex B: zeros, then a one, begin every NAL unit. */
  private static MemorySegment annexB(Codec codec, MemorySegment data) throws OrielException {
    int word = (at(data, 0) << 24) | (at(data, 1) << 16) | (at(data, 2) << 8) | at(data, 3);
    if (word != 1 && word >>> 8 != 1) {
      throw PushTarget.invalid(
          "a unit of %s begins with %08x, not with the start code of Annex B, 00000001"
              .formatted(codec, word));
    }
    return data;
  }

  /** AV1, section 5.3: each OBU has its size; a temporal delimiter is not sent. */
  private static MemorySegment temporalUnit(MemorySegment data) throws OrielException {
    int header = at(data, 0);
    boolean forbidden = (header & 0x81) != 0;
    boolean sized = (header & 2) != 0;
    if (forbidden || !sized) {
      throw PushTarget.invalid(
          "a unit of AV1 begins with %02x, which is no header of an OBU with a size"
              .formatted(header));
    }
    boolean delimiter = (header >> 3 & 15) == TEMPORAL_DELIMITER && (header & 4) == 0;
    return delimiter && at(data, 1) == 0 ? data.asSlice(2) : data;
  }

  private static int at(MemorySegment data, long offset) {
    return data.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
  }
}

package io.oriel.stage.usd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A cursor over a frame's bytes that never reads beyond them. */
final class Payload {
  private final ByteBuffer bytes;

  Payload(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of the whole frame. */
  int size() {
    return bytes.limit();
  }

  int u8() throws MalformedFrameException {
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  int u16() throws MalformedFrameException {
    need(Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort());
  }

  int i32() throws MalformedFrameException {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  long i64() throws MalformedFrameException {
    need(Long.BYTES);
    return bytes.getLong();
  }

  double f64() throws MalformedFrameException {
    need(Double.BYTES);
    return bytes.getDouble();
  }

  float f32() throws MalformedFrameException {
    need(Float.BYTES);
    return bytes.getFloat();
  }

  String string() throws MalformedFrameException {
    int length = length(1);
    if (length > Wire.MAX_STRING_BYTES) {
      throw new MalformedFrameException("a string of " + length + " bytes");
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** A count of things of which each takes at least {@code bytesEach}. */
  int count(int bytesEach) throws MalformedFrameException {
    int count = i32();
    if (count < 0 || (long) count * bytesEach > bytes.remaining()) {
      throw new MalformedFrameException(
          Integer.toUnsignedLong(count) + " items in " + bytes.remaining() + " bytes");
    }
    return count;
  }

  double[] doubles(int count) throws MalformedFrameException {
    need((long) count * Double.BYTES);
    double[] values = new double[count];
    bytes.asDoubleBuffer().get(values);
    bytes.position(bytes.position() + count * Double.BYTES);
    return values;
  }

  /** A blob of bytes. */
  byte[] blob() throws MalformedFrameException {
    return bytes(length(1));
  }

  /** The next byte as the number of one of these. */
  <T> T pick(T[] values, String what) throws MalformedFrameException {
    return values[checked(u8(), 0, values.length, what)];
  }

  /** The next number, of something that there is. */
  int number(int from, int to, String what) throws MalformedFrameException {
    return checked(i32(), from, to, what);
  }

  private static int checked(int number, int from, int to, String what)
      throws MalformedFrameException {
    if (number < from || number >= to) {
      throw new MalformedFrameException(what + " " + number + " of " + to);
    }
    return number;
  }

  byte[] bytes(int count) throws MalformedFrameException {
    need(count);
    byte[] values = new byte[count];
    bytes.get(values);
    return values;
  }

  /** A blob of floats, {@code each} of which belong together. */
  float[] floats(int each) throws MalformedFrameException {
    int length = length(each * Float.BYTES);
    float[] values = new float[length / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + length);
    return values;
  }

  /** A blob of ints. */
  int[] ints() throws MalformedFrameException {
    int length = length(Integer.BYTES);
    int[] values = new int[length / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + length);
    return values;
  }

  /** Checks that the frame carries nothing more. */
  void end() throws MalformedFrameException {
    if (bytes.hasRemaining()) {
      throw new MalformedFrameException(bytes.remaining() + " bytes too many in a frame");
    }
  }

  private int length(int multipleOf) throws MalformedFrameException {
    int length = count(1);
    if (length % multipleOf != 0) {
      throw new MalformedFrameException(length + " bytes are not whole values");
    }
    return length;
  }

  private void need(long count) throws MalformedFrameException {
    if (count < 0 || count > bytes.remaining()) {
      throw new MalformedFrameException(
          "a frame ends " + (count - bytes.remaining()) + " bytes too early");
    }
  }
}

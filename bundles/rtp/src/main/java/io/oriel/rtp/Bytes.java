package io.oriel.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian numbers in byte arrays. */
final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static int unsignedByte(byte[] from, int at) {
    return from[at] & 0xff;
  }

  static int unsignedShort(byte[] from, int at) {
    return (short) SHORT.get(from, at) & 0xffff;
  }

  static int getInt(byte[] from, int at) {
    return (int) INT.get(from, at);
  }

  static void putShort(byte[] into, int at, int value) {
    SHORT.set(into, at, (short) value);
  }

  static void putInt(byte[] into, int at, int value) {
    INT.set(into, at, value);
  }

  /** Mixes a number into an initialisation vector. */
  static void xorInt(byte[] into, int at, int value) {
    putInt(into, at, getInt(into, at) ^ value);
  }

  static void xorShort(byte[] into, int at, int value) {
    putShort(into, at, unsignedShort(into, at) ^ value);
  }
}

package io.oriel.api.aov;

/** Type of one tensor element, in the machine's byte order. */
public enum ElementType {
  U8(1),
  /** IEEE 754 binary16; 16-bit words of HDR outputs are always halfs. */
  F16(2),
  U32(4),
  F32(4);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of an element. */
  public int bytes() {
    return bytes;
  }
}

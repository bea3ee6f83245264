package io.oriel.rtp;

import java.util.HexFormat;

/** Hexadecimal text as published test vectors print it. */
final class Hex {
  private Hex() {}

  static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }
}

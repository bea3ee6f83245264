package io.oriel.api.image;

/** Pixel layouts; the name gives the order of bytes in memory. */
public enum PixelFormat {
  /** One plane, 4 bytes a pixel: blue, green, red, alpha; sRGB, full range. */
  BGRA8,
  /** One plane, 4 bytes a pixel: red, green, blue, alpha; sRGB, full range. */
  RGBA8,
  /** Plane 0: Y; plane 1: Cb and Cr alternating, half width and half height. */
  NV12,
  /** Planes Y, Cb, Cr; the last two half width and half height. */
  I420
}

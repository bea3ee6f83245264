package io.oriel.api.video;

import java.util.Objects;

/**
 * What an encoder is opened for. Pictures are BT.709, limited range; there is no delay, no B frame
 * and no keyframe that was not asked for.
 */
public final class EncodeSpec {
  private final Codec codec;
  private final int width;
  private final int height;
  private final double framesPerSecond;
  private final int bitsPerSecond;

  private EncodeSpec(Builder builder) {
    this.codec = builder.codec;
    this.width = builder.width;
    this.height = builder.height;
    this.framesPerSecond = builder.framesPerSecond;
    this.bitsPerSecond = builder.bitsPerSecond;
  }

  /** H.264 at 60 frames and 6 Mbit a second. */
  public static Builder of(int width, int height) {
    return new Builder(width, height);
  }

  public Codec codec() {
    return codec;
  }

  /** Pixels, even. */
  public int width() {
    return width;
  }

  /** Pixels, even. */
  public int height() {
    return height;
  }

  public double framesPerSecond() {
    return framesPerSecond;
  }

  /** Target and ceiling of the bit rate. */
  public int bitsPerSecond() {
    return bitsPerSecond;
  }

  /** Collects a specification. Not safe for use by several threads. */
  public static final class Builder {
    private final int width;
    private final int height;
    private Codec codec = Codec.H264;
    private double framesPerSecond = 60;
    private int bitsPerSecond = 6_000_000;

    private Builder(int width, int height) {
      if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
        throw new IllegalArgumentException(
            "size " + width + "x" + height + " cannot be encoded: both sides must be even");
      }
      this.width = width;
      this.height = height;
    }

    public Builder codec(Codec value) {
      codec = Objects.requireNonNull(value, "codec");
      return this;
    }

    public Builder framesPerSecond(double value) {
      framesPerSecond = value;
      return this;
    }

    public Builder bitsPerSecond(int value) {
      bitsPerSecond = value;
      return this;
    }

    public EncodeSpec build() {
      return new EncodeSpec(this);
    }
  }
}

package io.oriel.api.aov;

import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.Placement;
import java.util.Objects;

/** What a converter is asked for. Immutable. */
public final class ConversionRequest {
  private final AovLayout input;
  private final ImageSpec output;
  private final Placement placement;
  private final double exposure;
  private final ToneMapping toneMapping;

  private ConversionRequest(Builder builder) {
    this.input = builder.input;
    this.output = builder.output;
    this.placement = builder.placement;
    this.exposure = builder.exposure;
    this.toneMapping = builder.toneMapping;
  }

  /** A conversion on the host, with neutral exposure and Reinhard's tone mapping. */
  public static Builder of(AovLayout input, ImageSpec output) {
    return new Builder(input, output);
  }

  /** Layout of every input. */
  public AovLayout input() {
    return input;
  }

  /** Shape of every output: BGRA8, same width and height as the input's picture. */
  public ImageSpec output() {
    return output;
  }

  /** Where input and output lie and where the conversion runs. */
  public Placement placement() {
    return placement;
  }

  /** Exposure in stops: linear colour is multiplied by two to this power. */
  public double exposure() {
    return exposure;
  }

  /** Tone mapping of high dynamic range input. */
  public ToneMapping toneMapping() {
    return toneMapping;
  }

  /** Collects a request. Not safe for use by several threads. */
  public static final class Builder {
    private final AovLayout input;
    private final ImageSpec output;
    private Placement placement = Placement.HOST;
    private double exposure;
    private ToneMapping toneMapping = ToneMapping.REINHARD;

    private Builder(AovLayout input, ImageSpec output) {
      this.input = Objects.requireNonNull(input, "input");
      this.output = Objects.requireNonNull(output, "output");
    }

    /** Where input and output lie; the host's memory if not said. */
    public Builder placement(Placement value) {
      placement = Objects.requireNonNull(value, "placement");
      return this;
    }

    /** Exposure in stops; 0 if not said. */
    public Builder exposure(double stops) {
      exposure = stops;
      return this;
    }

    /** Tone mapping; Reinhard's if not said. */
    public Builder toneMapping(ToneMapping value) {
      toneMapping = Objects.requireNonNull(value, "toneMapping");
      return this;
    }

    /** The request with what was said so far. */
    public ConversionRequest build() {
      return new ConversionRequest(this);
    }
  }
}

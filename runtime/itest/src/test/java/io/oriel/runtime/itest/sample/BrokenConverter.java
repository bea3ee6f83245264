package io.oriel.runtime.itest.sample;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.image.Image;

/** Opens, and throws on every picture. */
public final class BrokenConverter implements AovConverter {
  @Override
  public Conversion open(ConversionRequest request) {
    return new Conversion() {
      @Override
      public void convert(AovData in, Image out) {
        throw new IllegalStateException("the sample is broken");
      }

      @Override
      public void close() {
        // It has nothing.
      }
    };
  }
}

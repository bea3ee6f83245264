package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.video.EncodeOptions;
import io.oriel.api.video.EncodedSink;
import io.oriel.api.video.Encoder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** What an encoder wrote, and the options that it is given. */
final class Recording implements EncodedSink, EncodeOptions {
  record Unit(byte[] data, boolean keyframe) {
    /** Types of the NAL units in the Annex B stream. */
    List<Integer> nalTypes() {
      List<Integer> types = new ArrayList<>();
      for (int i = 0; i + 3 < data.length; i++) {
        if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
          types.add(data[i + 3] & 0x1f);
        }
      }
      return types;
    }
  }

  final List<Unit> units = new ArrayList<>();
  boolean keyframe;
  int bitsPerSecond = 3_000_000;
  long nanos = 5_000_000_000L;

  /** Encodes a picture, a sixtieth of a second after the one before. */
  Unit encode(Encoder encoder, HostImage picture, boolean key) throws OrielException {
    keyframe = key;
    nanos += 16_666_667;
    int before = units.size();
    encoder.encode(picture, this, this);
    if (units.size() != before + 1) {
      throw new AssertionError(units.size() - before + " units for one picture");
    }
    return units.getLast();
  }

  @Override
  public void accept(MemorySegment data, boolean key) {
    units.add(new Unit(data.toArray(ValueLayout.JAVA_BYTE), key));
  }

  @Override
  public boolean keyframe() {
    return keyframe;
  }

  @Override
  public int bitsPerSecond() {
    return bitsPerSecond;
  }

  @Override
  public long captureTimeNanos() {
    return nanos;
  }
}

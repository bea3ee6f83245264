package io.oriel.api.video;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what an encoder writes. */
@ProviderType
public interface EncodedSink {
  /**
   * One access unit.
   *
   * @param data the bitstream of the whole access unit; copied before the call returns
   * @param keyframe true if decoding can begin here, parameter sets included
   */
  void accept(MemorySegment data, boolean keyframe);
}

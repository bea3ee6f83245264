package io.oriel.api.video;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One encoded picture: a reference-counted slice of the feed's memory. Valid during the call that
 * delivers it; retained within the call and released once for each retain, it is valid longer. The
 * feed's memory is bounded: who keeps units too long makes the feed drop new ones.
 */
@ProviderType
public interface AccessUnit {
  /** The bitstream, native memory. Read-only by contract. */
  MemorySegment data();

  /** Epoch: a decoder is reset where it changes. */
  long epoch();

  /** Rises by one with every access unit of the encoding. */
  long sequence();

  /** {@link io.oriel.api.time.Clock#nanos()} when the picture was taken. */
  long captureTimeNanos();

  /** Presentation time at 90 kHz, modulo 2^32, from one origin for the life of the stream. */
  default int rtpTime() {
    // The origin is the clock's own, and so the same for every encoding of the process.
    long seconds = Math.floorDiv(captureTimeNanos(), 1_000_000_000L);
    long rest = Math.floorMod(captureTimeNanos(), 1_000_000_000L);
    return (int) (seconds * 90_000 + rest * 90_000 / 1_000_000_000L);
  }

  /** True if decoding can begin here; parameter sets are inside. */
  boolean keyframe();

  /** True if the picture is a repeated or a placeholder one. */
  boolean held();

  /** True if units before this one were lost or belong to another epoch. */
  boolean discontinuity();

  void retain();

  void release();
}

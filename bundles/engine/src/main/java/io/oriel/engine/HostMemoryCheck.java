package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import io.oriel.api.stream.StreamInfo;
import java.lang.foreign.MemorySegment;

/** Whether a host's memory can be read as what it is said to be. Any thread. */
final class HostMemoryCheck {
  static final int PIXEL_BYTES = 4;

  /** Never runs: memory that only its own thread may read is not accessible to this one. */
  private static final Thread ANY = Thread.ofPlatform().daemon().unstarted(() -> {});

  private HostMemoryCheck() {}

  /** Refuses a picture that is none of this stream's. */
  static void check(HostImage picture, StreamInfo stream) throws OrielException {
    ImageSpec spec = picture.spec();
    if (spec.format() != PixelFormat.BGRA8 || spec.planes().size() != 1) {
      throw PushTarget.invalid("a picture is BGRA8 in one plane, not " + spec);
    }
    checkSize(spec.width(), spec.height(), stream);
    Plane plane = spec.plane(0);
    long needed = (long) plane.pitchBytes() * spec.height();
    if (plane.rows() != spec.height()
        || plane.pitchBytes() < PIXEL_BYTES * spec.width()
        || plane.offsetBytes() < 0
        || plane.offsetBytes() > picture.segment().byteSize() - needed) {
      throw PushTarget.invalid(
          plane + " is not a plane of %dx%d pixels".formatted(spec.width(), spec.height()));
    }
    check(picture.segment());
  }

  static void checkSize(long width, long height, StreamInfo stream) throws OrielException {
    if (width != stream.width() || height != stream.height()) {
      throw PushTarget.invalid(
          "stream %s is %dx%d, not %dx%d"
              .formatted(stream.name(), stream.width(), stream.height(), width, height));
    }
  }

  /** Refuses memory that native code, or another thread, cannot read. */
  static void check(MemorySegment memory) throws OrielException {
    if (memory == null) {
      throw PushTarget.invalid("there is no memory");
    }
    if (!memory.isNative()) {
      throw PushTarget.invalid("the memory is an array on the heap; Arena.allocate gives native");
    }
    if (memory.address() == 0) {
      throw PushTarget.invalid("the memory is at the address 0");
    }
    if (!memory.scope().isAlive()) {
      throw PushTarget.invalid("the memory was freed");
    }
    if (!memory.isAccessibleBy(ANY)) {
      throw PushTarget.invalid(
          "the memory belongs to one thread; Arena.ofShared gives some that any may read");
    }
  }
}

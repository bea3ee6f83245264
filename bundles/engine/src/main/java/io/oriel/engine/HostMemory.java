package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.LeakWatch;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageAllocation;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.osgi.service.component.annotations.Component;

/** Pictures in native memory of this process. */
@Component(service = ImageMemory.class, property = "oriel.memory=host")
public final class HostMemory implements ImageMemory {
  private static final LeakWatch LEAKS =
      new LeakWatch(System.getLogger("io.oriel.engine"), "A picture's host memory", () -> {});

  @Override
  public ImageAllocation allocate(ImageSpec spec, int device) throws OrielException {
    Arena arena = Arena.ofShared();
    try {
      return new Allocation(
          arena,
          new HostImage(spec, arena.allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES)));
    } catch (OutOfMemoryError e) {
      arena.close();
      throw new OrielException(
          ErrorCode.INTERNAL, "no memory for a picture of " + spec.sizeBytes() + " bytes", e);
    }
  }

  @Override
  public void download(Image from, HostImage to) throws OrielException {
    if (!(from instanceof HostImage source)) {
      throw new OrielException(ErrorCode.UNSUPPORTED, "not a picture in host memory: " + from);
    }
    for (int i = 0; i < source.spec().planes().size(); i++) {
      Plane in = source.spec().plane(i);
      Plane out = to.spec().plane(i);
      int rowBytes = rowBytes(source.spec(), i);
      for (int row = 0; row < in.rows(); row++) {
        MemorySegment.copy(
            source.segment(),
            in.offsetBytes() + (long) row * in.pitchBytes(),
            to.segment(),
            out.offsetBytes() + (long) row * out.pitchBytes(),
            rowBytes);
      }
    }
  }

  /** What of a row is pixels: behind those of the last one there may be no memory. */
  private static int rowBytes(ImageSpec spec, int plane) {
    int chromaWidth = (spec.width() + 1) / 2;
    return switch (spec.format()) {
      case BGRA8, RGBA8 -> 4 * spec.width();
      case NV12 -> plane == 0 ? spec.width() : 2 * chromaWidth;
      case I420 -> plane == 0 ? spec.width() : chromaWidth;
    };
  }

  private static final class Allocation implements ImageAllocation {
    private final Arena arena;
    private final HostImage image;
    private final LeakWatch.Lease lease = LEAKS.watch(this);

    Allocation(Arena arena, HostImage image) {
      this.arena = arena;
      this.image = image;
    }

    @Override
    public HostImage image() {
      return image;
    }

    @Override
    public void close() {
      lease.closed();
      arena.close();
    }
  }
}

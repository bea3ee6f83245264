package io.oriel.engine;

import io.oriel.api.embed.DlpackPicture;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import io.oriel.api.stream.StreamInfo;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Reads a picture out of a managed DLPack tensor in the host's memory. Source of the layouts:
 * {@code dlpack.h} of the DLPack project, version 1, for 64-bit machines: {@code DLTensor} is
 * {@code void* data; int32 device_type, device_id; int32 ndim; uint8 code, bits; uint16 lanes;
 * int64 *shape, *strides; uint64 byte_offset}; {@code DLManagedTensor} is a tensor, {@code void*
 * manager_ctx}, {@code void (*deleter)(self)}; {@code DLManagedTensorVersioned} is {@code uint32
 * major, minor}, context, deleter, {@code uint64 flags}, a tensor.
 *
 * <p>What an address points to cannot be proved; everything that can is: nothing is read but the
 * structure, its shape and its strides.
 */
final class DlpackTensor {
  private static final int TENSOR_BYTES = 48;
  private static final int MANAGED_BYTES = 64;
  private static final int VERSIONED_BYTES = 80;
  private static final int VERSIONED_TENSOR = 32;
  private static final int MAJOR = 1;
  private static final int CPU = 1;
  private static final int UNSIGNED = 1;
  private static final int DIMENSIONS = 3;

  /** No program has memory beyond. */
  private static final long END_OF_MEMORY = 1L << 57;

  private static final MethodHandle DELETER =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private final HostImage picture;
  private final long self;
  private final long deleter;

  private DlpackTensor(HostImage picture, long self, long deleter) {
    this.picture = picture;
    this.self = self;
    this.deleter = deleter;
  }

  /** The picture, which is the tensor's own memory. */
  HostImage picture() {
    return picture;
  }

  /** Gives the tensor back to whoever made it; nothing of it may be read then. Once. */
  void delete() {
    if (deleter == 0) {
      return;
    }
    try {
      DELETER.invokeExact(MemorySegment.ofAddress(deleter), MemorySegment.ofAddress(self));
    } catch (Throwable e) {
      throw new IllegalStateException("a deleter of DLPack does not throw", e);
    }
  }

  /**
   * Reads the tensor.
   *
   * @throws OrielException if it is no picture of this stream, or not in the host's memory
   */
  static DlpackTensor read(DlpackPicture pushed, StreamInfo stream) throws OrielException {
    if (pushed.address() == 0) {
      throw PushTarget.invalid("the DLPack tensor is at the address 0");
    }
    MemorySegment managed =
        at(pushed.address(), pushed.versioned() ? VERSIONED_BYTES : MANAGED_BYTES);
    if (!pushed.versioned()) {
      return read(managed, managed, TENSOR_BYTES + Long.BYTES, stream);
    }
    int major = managed.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    if (major != MAJOR) {
      throw PushTarget.invalid(
          "the DLPack tensor is of version " + Integer.toUnsignedString(major) + ", not " + MAJOR);
    }
    return read(managed, managed.asSlice(VERSIONED_TENSOR), 2 * Long.BYTES, stream);
  }

  private static DlpackTensor read(
      MemorySegment managed, MemorySegment tensor, long deleterAt, StreamInfo stream)
      throws OrielException {
    checkDevice(tensor.get(ValueLayout.JAVA_INT_UNALIGNED, 8));
    checkType(tensor);
    int dimensions = tensor.get(ValueLayout.JAVA_INT_UNALIGNED, 16);
    long shape = pointer(tensor, 24);
    if (dimensions != DIMENSIONS || shape == 0) {
      throw PushTarget.invalid(
          "the DLPack tensor has %d dimensions, not height x width x 4".formatted(dimensions));
    }
    long[] sizes = longs(shape);
    if (sizes[2] != HostMemoryCheck.PIXEL_BYTES) {
      throw PushTarget.invalid(
          "the last dimension of the DLPack tensor is %d, not 4".formatted(sizes[2]));
    }
    HostMemoryCheck.checkSize(sizes[1], sizes[0], stream);
    int pitch = pitch(pointer(tensor, 32), stream);
    long bytes = (long) pitch * stream.height();
    Plane plane = new Plane(0, pitch, stream.height());
    ImageSpec spec =
        new ImageSpec(stream.width(), stream.height(), PixelFormat.BGRA8, List.of(plane));
    HostImage picture = new HostImage(spec, at(data(tensor, bytes), bytes));
    return new DlpackTensor(picture, managed.address(), pointer(managed, deleterAt));
  }

  private static void checkDevice(int type) throws OrielException {
    if (type != CPU) {
      throw new OrielException(
          ErrorCode.PUSH_DEVICE,
          "the DLPack tensor lies on %s, not in the host's memory".formatted(device(type)));
    }
  }

  private static String device(int type) {
    return switch (type) {
      case 2 -> "kDLCUDA";
      case 3 -> "kDLCUDAHost";
      case 10 -> "kDLROCM";
      case 13 -> "kDLCUDAManaged";
      default -> "a device of type " + type;
    };
  }

  private static void checkType(MemorySegment tensor) throws OrielException {
    int code = tensor.get(ValueLayout.JAVA_BYTE, 20) & 0xff;
    int bits = tensor.get(ValueLayout.JAVA_BYTE, 21) & 0xff;
    int lanes = tensor.get(ValueLayout.JAVA_SHORT_UNALIGNED, 22) & 0xffff;
    if (code != UNSIGNED || bits != Byte.SIZE || lanes != 1) {
      throw PushTarget.invalid(
          "the DLPack tensor has elements of code %d, %d bits, %d lanes, not u8 (1, 8, 1)"
              .formatted(code, bits, lanes));
    }
  }

  /** From a row to the next, in bytes, which are elements. */
  private static int pitch(long strides, StreamInfo stream) throws OrielException {
    int dense = HostMemoryCheck.PIXEL_BYTES * stream.width();
    if (strides == 0) {
      return dense;
    }
    long[] steps = longs(strides);
    boolean pixels = steps[2] == 1 && steps[1] == HostMemoryCheck.PIXEL_BYTES;
    if (!pixels || steps[0] < dense || steps[0] > Integer.MAX_VALUE) {
      throw PushTarget.invalid(
          "the strides of the DLPack tensor are %d, %d, %d; the last two have to be 4, 1, the first at least %d"
              .formatted(steps[0], steps[1], steps[2], dense));
    }
    return (int) steps[0];
  }

  private static long data(MemorySegment tensor, long bytes) throws OrielException {
    long data = pointer(tensor, 0);
    long offset = tensor.get(ValueLayout.JAVA_LONG_UNALIGNED, 40);
    boolean there =
        data > 0 && data < END_OF_MEMORY && offset >= 0 && offset < END_OF_MEMORY - data - bytes;
    if (!there) {
      throw PushTarget.invalid(
          "the DLPack tensor's memory, at %#x + %#x, is none".formatted(data, offset));
    }
    return data + offset;
  }

  private static long pointer(MemorySegment struct, long offset) {
    return struct.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
  }

  private static long[] longs(long address) {
    return at(address, (long) DIMENSIONS * Long.BYTES).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
  }

  private static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }
}

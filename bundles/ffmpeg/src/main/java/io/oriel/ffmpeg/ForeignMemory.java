package io.oriel.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_BUFFER_FLAG_READONLY;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_create;

import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.Free_Pointer_BytePointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory that is not the library's, in the forms that the library takes it. */
public final class ForeignMemory {
  private static final Free_Pointer_BytePointer KEEP = new Keep();

  private ForeignMemory() {}

  /** A pointer with this address; it owns nothing. */
  public static BytePointer at(long address) {
    return new Address(address);
  }

  /** A read-only buffer on this memory, which the library never frees. */
  public static AVBufferRef buffer(long address, long sizeBytes) {
    return av_buffer_create(at(address), sizeBytes, KEEP, null, AV_BUFFER_FLAG_READONLY);
  }

  private static final class Address extends BytePointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }

  /** A native callback, one for the whole process: there are few and none is ever given back. */
  private static final class Keep extends Free_Pointer_BytePointer {
    Keep() {
      super();
    }

    @Override
    public void call(Pointer opaque, BytePointer data) {
      // The memory belongs to whoever brought it.
    }
  }
}

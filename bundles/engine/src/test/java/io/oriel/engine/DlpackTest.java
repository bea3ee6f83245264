package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.embed.DlpackPicture;
import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushOutcome;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Pictures in DLPack tensors, and bytes that only look like some. */
class DlpackTest {
  private static final ConcurrentLinkedQueue<Long> DELETED = new ConcurrentLinkedQueue<>();
  private static final int SIDE = PushRig.SIDE;

  /** Called from native code. */
  static void deleted(MemorySegment self) {
    DELETED.add(self.address());
  }

  @SuppressWarnings("restricted")
  private static MemorySegment deleter(Arena arena) {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findStatic(
                      DlpackTest.class,
                      "deleted",
                      MethodType.methodType(void.class, MemorySegment.class)),
              FunctionDescriptor.ofVoid(ValueLayout.ADDRESS),
              arena);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** A tensor as a library would make it; the structure's layout is dlpack.h's, version 1. */
  private static final class Tensor {
    final MemorySegment pixels;
    final MemorySegment managed;
    final MemorySegment tensor;
    final MemorySegment strides;

    Tensor(Arena arena, boolean versioned, long pitch) {
      pixels = arena.allocate(pitch * SIDE + 64, 64);
      managed = arena.allocate(versioned ? 80 : 64, 8);
      tensor = managed.asSlice(versioned ? 32 : 0, 48);
      strides = longs(arena, pitch, 4, 1);
      tensor.set(ValueLayout.JAVA_LONG, 0, pixels.address());
      tensor.set(ValueLayout.JAVA_INT, 8, 1);
      tensor.set(ValueLayout.JAVA_INT, 16, 3);
      tensor.set(ValueLayout.JAVA_BYTE, 20, (byte) 1);
      tensor.set(ValueLayout.JAVA_BYTE, 21, (byte) 8);
      tensor.set(ValueLayout.JAVA_SHORT, 22, (short) 1);
      tensor.set(ValueLayout.JAVA_LONG, 24, longs(arena, SIDE, SIDE, 4).address());
      tensor.set(ValueLayout.JAVA_LONG, 32, strides.address());
      managed.set(ValueLayout.JAVA_LONG, versioned ? 16 : 56, deleter(arena).address());
      if (versioned) {
        managed.set(ValueLayout.JAVA_INT, 0, 1);
        managed.set(ValueLayout.JAVA_INT, 4, 3);
      }
    }

    private static MemorySegment longs(Arena arena, long... values) {
      return arena.allocateFrom(ValueLayout.JAVA_LONG, values);
    }

    void fill(int word) {
      for (long at = 0; at < pixels.byteSize(); at += Integer.BYTES) {
        pixels.set(ValueLayout.JAVA_INT, at, word);
      }
    }
  }

  @Test
  void aTensorIsShownAndDeletedOnceWhenItsLeaseEnds() throws Exception {
    DELETED.clear();
    try (PushRig rig = PushRig.ofPictures()) {
      Tensor dense = new Tensor(rig.arena, false, 4 * SIDE);
      dense.tensor.set(ValueLayout.JAVA_LONG, 32, 0);
      dense.fill(1);
      rig.pass(1);
      PushLease first = rig.stream.push(DlpackPicture.of(dense.managed.address()));
      PushRig.until(() -> rig.sink.last().pixel() == 1);
      assertThat(DELETED).isEmpty();

      Tensor padded = new Tensor(rig.arena, true, 4 * SIDE + 12);
      padded.fill(2);
      padded.tensor.set(ValueLayout.JAVA_LONG, 40, 8);
      rig.pass(1);
      PushLease second = rig.stream.push(DlpackPicture.ofVersioned(padded.managed.address()));
      PushRig.until(() -> rig.sink.last().pixel() == 2);
      assertThat(first.await(PushRig.PATIENCE)).contains(PushOutcome.SHOWN);
      assertThat(DELETED).containsExactly(dense.managed.address());

      rig.stream.stop();
      assertThat(second.await(PushRig.PATIENCE)).contains(PushOutcome.SHOWN);
      assertThat(DELETED).containsExactly(dense.managed.address(), padded.managed.address());
    }
  }

  @Test
  void aTensorWithoutADeleterIsNobodysToDelete() throws Exception {
    try (PushRig rig = PushRig.ofPictures()) {
      Tensor tensor = new Tensor(rig.arena, false, 4 * SIDE);
      tensor.managed.set(ValueLayout.JAVA_LONG, 56, 0);
      PushLease lease = rig.stream.push(DlpackPicture.of(tensor.managed.address()));
      rig.stream.stop();
      assertThat(lease.await(PushRig.PATIENCE)).isPresent();
    }
  }

  @Test
  void whatIsNoPictureOfTheStreamIsRefusedAndNotDeleted() {
    DELETED.clear();
    try (PushRig rig = PushRig.ofPictures()) {
      assertRefused(rig, 0, 0, "address 0");
      record Wrong(long at, long value, int bytes, String detail) {}
      for (Wrong wrong :
          List.of(
              new Wrong(0, 0, 8, "is none"),
              new Wrong(0, -4096, 8, "is none"),
              new Wrong(40, -1, 8, "is none"),
              new Wrong(40, Long.MAX_VALUE, 8, "is none"),
              new Wrong(16, 2, 4, "2 dimensions"),
              new Wrong(16, -1, 4, "-1 dimensions"),
              new Wrong(16, Integer.MAX_VALUE, 4, "dimensions"),
              new Wrong(24, 0, 8, "dimensions"),
              new Wrong(20, 2, 1, "code 2"),
              new Wrong(21, 32, 1, "32 bits"),
              new Wrong(22, 4, 2, "4 lanes"))) {
        Tensor tensor = new Tensor(rig.arena, false, 4 * SIDE);
        put(tensor.tensor, wrong.at(), wrong.value(), wrong.bytes());
        assertRefused(rig, tensor.managed.address(), 0, wrong.detail());
      }
      long[][] strides = {
        {-4L * SIDE, 4, 1},
        {4 * SIDE - 1, 4, 1},
        {4 * SIDE, -4, 1},
        {4 * SIDE, 8, 2},
        {4 * SIDE, 1, SIDE},
        {1L << 40, 4, 1},
        {Long.MIN_VALUE, 4, 1}
      };
      for (long[] wrong : strides) {
        Tensor tensor = new Tensor(rig.arena, false, 4 * SIDE);
        tensor.strides.copyFrom(MemorySegment.ofArray(wrong));
        assertRefused(rig, tensor.managed.address(), 0, "strides");
      }
      Tensor old = new Tensor(rig.arena, true, 4 * SIDE);
      old.managed.set(ValueLayout.JAVA_INT, 0, 2);
      assertRefused(rig, old.managed.address(), 1, "version 2");
      Tensor device = new Tensor(rig.arena, false, 4 * SIDE);
      device.tensor.set(ValueLayout.JAVA_INT, 8, 2);
      assertThatThrownBy(() -> rig.stream.push(DlpackPicture.of(device.managed.address())))
          .isInstanceOfSatisfying(
              OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PUSH_DEVICE))
          .hasMessageContaining("kDLCUDA");
      assertThat(DELETED).isEmpty();
      assertThat(rig.count(EngineCounter.PUSHES)).isZero();
    }
  }

  private static void put(MemorySegment struct, long at, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      struct.set(ValueLayout.JAVA_BYTE, at + i, (byte) (value >> 8 * i));
    }
  }

  private static void assertRefused(PushRig rig, long address, int versioned, String detail) {
    assertThatThrownBy(() ->
            rig.stream.push(
                versioned == 1 ? DlpackPicture.ofVersioned(address) : DlpackPicture.of(address)))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PUSH_INVALID))
        .hasMessageContaining(detail);
  }

  /**
   * Whatever stands in the structure, the reader either refuses it or gives a picture that lies
   * where the structure says. Where shape and strides are is left as it is, or zero: that an
   * address is memory can only be believed.
   */
  @Test
  void garbageIsRefusedOrWithinTheTensor() {
    Random random = new Random(20261122);
    int refused = 0;
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      if (mutated(random)) {
        read++;
      } else {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
    assertThat(read).isGreaterThan(1000);
  }

  private static final long[] NASTY = {
    0, 1, -1, 3, 4, SIDE, 4L * SIDE, 1L << 31, 1L << 57, Long.MAX_VALUE, Long.MIN_VALUE
  };

  /** True if the reader found a picture. */
  private static boolean mutated(Random random) {
    try (Arena arena = Arena.ofConfined()) {
      boolean versioned = random.nextBoolean();
      Tensor tensor = new Tensor(arena, versioned, 4 * SIDE);
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutate(random, tensor);
      }
      long address = tensor.managed.address();
      DlpackPicture pushed =
          versioned ? DlpackPicture.ofVersioned(address) : DlpackPicture.of(address);
      try {
        DlpackTensor found = DlpackTensor.read(pushed, PushRig.INFO);
        long at = found.picture().segment().address();
        assertThat(at)
            .isEqualTo(
                tensor.tensor.get(ValueLayout.JAVA_LONG, 0)
                    + tensor.tensor.get(ValueLayout.JAVA_LONG, 40));
        assertThat(at).isPositive();
        return true;
      } catch (OrielException e) {
        assertThat(e.code()).isIn(ErrorCode.PUSH_INVALID, ErrorCode.PUSH_DEVICE);
        return false;
      }
    }
  }

  private static void mutate(Random random, Tensor tensor) {
    long nasty = random.nextInt(4) == 0 ? random.nextLong() : NASTY[random.nextInt(NASTY.length)];
    switch (random.nextInt(5)) {
      case 0 -> tensor.strides.setAtIndex(ValueLayout.JAVA_LONG, random.nextInt(3), nasty);
      case 1 -> tensor.tensor.set(ValueLayout.JAVA_LONG, random.nextBoolean() ? 0 : 40, nasty);
      case 2 -> tensor.tensor.set(ValueLayout.JAVA_LONG, random.nextBoolean() ? 24 : 32, 0);
      case 3 -> tensor.tensor.set(ValueLayout.JAVA_INT, 8 + 4 * random.nextInt(3), (int) nasty);
      default ->
          tensor.tensor.set(
              ValueLayout.JAVA_BYTE, 8 + random.nextInt(16), (byte) random.nextInt(256));
    }
  }
}

package io.oriel.runtime.benchmarks;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.StepRequest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws a landscape that moves by, and into its upper left corner the time at which it was drawn:
 * 56 squares, white for 1, the lowest bit first. 32 bits are microseconds since 1970, 16 a number,
 * 8 a check of both.
 */
final class BarcodeRenderer implements RendererProvider {
  static final String NAME = "barcode";
  private static final int BLOCK = 16;
  private static final int BITS = 56;
  private static final int CELL = 24;
  private static final int PIXEL_BYTES = 4;
  private static final int PIXELS_A_STEP = 4;

  @Override
  public Renderer open(RenderTarget target) {
    return new Session(target.width(), target.height());
  }

  private static final class Session implements Renderer, RenderedFrame, AovData {
    private final Arena arena = Arena.ofShared();
    private final int width;
    private final int height;
    private final MemorySegment landscape;
    private final AovLayout layout;
    private final HostTensor tensor;
    private int number;

    Session(int width, int height) {
      this.width = width;
      this.height = height;
      this.landscape = landscape();
      TensorLayout image = TensorLayout.dense(ElementType.U8, width, height, PIXEL_BYTES);
      this.layout = AovLayout.of(Aovs.LDR_COLOR, image);
      this.tensor = new HostTensor(image, arena.allocate(image.sizeBytes(), 64));
    }

    /** Twice as wide as the picture; its right half repeats the left one. */
    private MemorySegment landscape() {
      Random random = new Random(7);
      int columns = width / CELL + 1;
      int[] colors = random.ints((long) columns * (height / CELL + 1)).toArray();
      MemorySegment wide = arena.allocate((long) height * 2 * width * PIXEL_BYTES, 64);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < 2 * width; x++) {
          int color = colors[y / CELL * columns + x % width / CELL];
          int shade = 0x010101 * ((x % width + y) % CELL * 3);
          wide.setAtIndex(
              ValueLayout.JAVA_INT,
              (long) y * 2 * width + x,
              color & 0x7f7f7f | 0xff000000 | shade);
        }
      }
      return wide;
    }

    @Override
    public RendererCapabilities capabilities() {
      return RendererCapabilities.of(List.of(Aovs.LDR_COLOR)).build();
    }

    @Override
    public PreparedStage prepare(StageContext context) {
      return new PreparedStage() {
        @Override
        public void commit() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public RenderedFrame step(StepRequest request) {
      number++;
      long row = (long) width * PIXEL_BYTES;
      long from = (long) number * PIXELS_A_STEP % width * PIXEL_BYTES;
      for (int y = 0; y < height; y++) {
        MemorySegment.copy(landscape, y * 2 * row + from, tensor.segment(), y * row, row);
      }
      stamp();
      return this;
    }

    private void stamp() {
      long time = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) & 0xffffffffL;
      long counted = number & 0xffff;
      long code = time | counted << 32 | (time % 251 ^ counted % 241) << 48;
      for (int bit = 0; bit < BITS; bit++) {
        int color = (code >> bit & 1) == 0 ? 0xff000000 : 0xffffffff;
        for (int i = 0; i < BLOCK * BLOCK; i++) {
          long at = (long) (i / BLOCK) * width + bit * BLOCK + i % BLOCK;
          tensor.segment().setAtIndex(ValueLayout.JAVA_INT, at, color);
        }
      }
    }

    @Override
    public boolean unchanged() {
      return false;
    }

    @Override
    public Optional<AovLayout> layout(String aov) {
      return aov.equals(Aovs.LDR_COLOR) ? Optional.of(layout) : Optional.empty();
    }

    @Override
    public AovData map(String aov) {
      return this;
    }

    @Override
    public Tensor image() {
      return tensor;
    }

    /** Closes a frame, which owns nothing; the memory lives as long as its arena. */
    @Override
    public void close() {}
  }
}

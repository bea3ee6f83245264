package io.oriel.runtime.itest;

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
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * A renderer of another kind beside the real one: every step paints the whole picture in one colour
 * that counts up, with the step's number in the first pixel, so that a lost, repeated or black
 * picture shows.
 */
final class TestRenderer implements RendererProvider {
  /** No channel is darker than this. */
  static final int DARKEST = 64;

  @Override
  public Renderer open(RenderTarget target) {
    return new Session(target);
  }

  private static final class Session implements Renderer, RenderedFrame, AovData {
    private final Arena arena = Arena.ofShared();
    private final AovLayout layout;
    private final HostTensor tensor;
    private int steps;

    Session(RenderTarget target) {
      TensorLayout image = TensorLayout.dense(ElementType.U8, target.width(), target.height(), 4);
      layout = AovLayout.of(Aovs.LDR_COLOR, image);
      tensor = new HostTensor(image, arena.allocate(image.sizeBytes(), 64));
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
      steps++;
      byte level = (byte) (DARKEST + steps % 128);
      tensor.segment().fill(level);
      tensor.segment().set(ValueLayout.JAVA_INT_UNALIGNED, 0, steps);
      return this;
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

    /** Closes a frame, which owns nothing; the renderer's memory lives as long as its arena. */
    @Override
    public void close() {}
  }
}

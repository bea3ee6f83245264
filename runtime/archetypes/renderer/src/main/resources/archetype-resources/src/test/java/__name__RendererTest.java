package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.tck.FakeStage;
import io.oriel.tck.FakeStep;
import io.oriel.tck.RendererContract;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every renderer keeps to, and what the picture of this one shows. */
class ${name}RendererTest extends RendererContract {
  private static final int WIDTH = 64;

  @Override
  protected RendererProvider provider() {
    return new ${name}RendererProvider();
  }

  @Test
  void theEdgesOfThePlateAreSeenAndNotItsMiddle() throws Exception {
    try (Renderer renderer = provider().open(new RenderTarget("main", WIDTH, 48, 60));
        PreparedStage stage = renderer.prepare(FakeStage.plates())) {
      int background = pixel(renderer, 1, 1);
      stage.commit();
      // The plate is 32 pixels wide and high, in the middle of the picture.
      assertThat(pixel(renderer, 16, 24)).isNotEqualTo(background);
      assertThat(pixel(renderer, 20, 14)).isEqualTo(background);
      assertThat(pixel(renderer, 1, 1)).isEqualTo(background);
    }
  }

  private static int pixel(Renderer renderer, int x, int y) throws Exception {
    try (RenderedFrame frame = renderer.step(new FakeStep(FRONT, 0, List.of()))) {
      HostTensor color = (HostTensor) frame.map(Aovs.LDR_COLOR).image();
      return color.segment().get(ValueLayout.JAVA_INT, (y * WIDTH + x) * 4L);
    }
  }
}

package io.oriel.renderer.preview;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.CounterSource;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;

/** Offers the renderer {@code preview}. All streams share one crew of threads. */
@Component(
    service = {RendererProvider.class, CounterSource.class},
    property = {"oriel.renderer=preview", "oriel.bundle=io.oriel.renderer.preview"})
public final class PreviewRendererProvider implements RendererProvider, CounterSource {
  private static final System.Logger LOG =
      System.getLogger(PreviewRendererProvider.class.getName());

  private final List<CounterSet<PreviewCounter>> counters = new CopyOnWriteArrayList<>();
  private final SharedCrew crew = new SharedCrew();

  @Override
  public Renderer open(RenderTarget target) throws OrielException {
    if (target.width() < 1
        || target.height() < 1
        || target.width() > Screen.MAX_SIDE
        || target.height() > Screen.MAX_SIDE) {
      throw new OrielException(
          ErrorCode.RENDERER_UNAVAILABLE,
          "the preview renderer draws 1x1 to "
              + (Screen.MAX_SIDE + "x" + Screen.MAX_SIDE)
              + " pixels, not "
              + (target.width() + "x" + target.height()));
    }
    Kernels kernels = Kernels.best();
    CounterSet<PreviewCounter> set =
        new CounterSet<>(PreviewCounter.class, Map.of("stream", target.stream()));
    RasterCrew threads = crew.join();
    counters.add(set);
    LOG.log(
        System.Logger.Level.INFO,
        "Preview renderer of stream {0}: {1} kernels, {2} threads",
        target.stream(),
        kernels.name(),
        threads.workers());
    return new PreviewRenderer(
        target,
        kernels,
        threads,
        set,
        () -> {
          counters.remove(set);
          crew.leave();
        });
  }

  @Override
  public List<CounterReading> readings() {
    return counters.stream().flatMap(set -> set.readings().stream()).toList();
  }
}

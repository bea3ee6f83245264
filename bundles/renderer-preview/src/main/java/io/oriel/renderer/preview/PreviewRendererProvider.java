package io.oriel.renderer.preview;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the renderer {@code preview}. All streams share one crew of threads. */
@Component(
    configurationPid = "io.oriel.renderer.preview",
    service = {RendererProvider.class, MetricSource.class},
    property = {RendererProvider.RENDERER + "=preview", MetricSource.BUNDLE + "=renderer-preview"})
@Designate(ocd = PreviewConfig.class)
public final class PreviewRendererProvider implements RendererProvider, MetricSource {
  private static final System.Logger LOG =
      System.getLogger(PreviewRendererProvider.class.getName());

  private final List<CounterSet<PreviewCounter>> counters = new CopyOnWriteArrayList<>();
  private final SharedThreads threads = new SharedThreads();
  private volatile OutputFormats formats;

  @Activate
  public PreviewRendererProvider(PreviewConfig config) {
    this(OutputFormats.of(config));
  }

  PreviewRendererProvider(OutputFormats formats) {
    this.formats = formats;
  }

  /** Renderers that are open keep the layouts that they have. */
  @Modified
  void modified(PreviewConfig config) {
    formats = OutputFormats.of(config);
  }

  @Override
  public Renderer open(RenderTarget target) throws OrielException {
    checkSize(target);
    CounterSet<PreviewCounter> set =
        new CounterSet<>(PreviewCounter.class, Map.of("stream", target.stream()));
    RasterCrew crew = threads.join();
    try {
      Renderer renderer =
          new PreviewRenderer(
              target, formats, threads.kernels(), crew, set, threads::warmUp, () -> leave(set));
      counters.add(set);
      LOG.log(
          System.Logger.Level.INFO,
          "Preview renderer of stream {0}: {1}x{2}, {3} threads, {4}",
          target.stream(),
          String.valueOf(target.width()),
          String.valueOf(target.height()),
          crew.workers(),
          threads.hasVectors() ? "vectors" : "no vectors");
      return renderer;
    } catch (OrielException | RuntimeException e) {
      threads.leave();
      throw e;
    }
  }

  private static void checkSize(RenderTarget target) throws OrielException {
    int largest = Math.max(target.width(), target.height());
    if (target.width() < 1 || target.height() < 1 || largest > Screen.MAX_SIDE) {
      throw new OrielException(
          ErrorCode.RENDERER_UNAVAILABLE,
          "the preview renderer draws up to %dx%d pixels, not %dx%d"
              .formatted(Screen.MAX_SIDE, Screen.MAX_SIDE, target.width(), target.height()));
    }
  }

  private void leave(CounterSet<PreviewCounter> set) {
    counters.remove(set);
    threads.leave();
  }

  @Override
  public List<CounterReading> counters() {
    return counters.stream().flatMap(set -> set.readings().stream()).toList();
  }
}

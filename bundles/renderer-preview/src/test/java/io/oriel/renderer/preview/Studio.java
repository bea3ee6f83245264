package io.oriel.renderer.preview;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import io.oriel.tck.FakeStage;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Drives a renderer as the engine does and reads its pictures. */
final class Studio implements AutoCloseable {
  static final int WIDTH = 200;
  static final int HEIGHT = 150;

  /** One stage unit is one pixel; the origin is the lower left corner of the picture. */
  static final Camera PIXELS =
      new Camera(
          Matrix4.translation(new Vector3(WIDTH / 2.0, HEIGHT / 2.0, 100)), true, HEIGHT, 1, 1000);

  final CounterSet<PreviewCounter> counters = new CounterSet<>(PreviewCounter.class, Map.of());
  final PreviewRenderer renderer;
  private ViewState view = ViewState.INITIAL.with().camera(PIXELS).build();
  private final RasterCrew crew;

  Studio(Kernels kernels, int helpers) throws OrielException {
    this(kernels, helpers, WIDTH, HEIGHT);
  }

  Studio(Kernels kernels, int helpers, int width, int height) throws OrielException {
    this(kernels, helpers, width, height, OutputFormats.DEFAULT);
  }

  Studio(OutputFormats formats) throws OrielException {
    this(Kernels.scalar(), 0, WIDTH, HEIGHT, formats);
  }

  private Studio(Kernels kernels, int helpers, int width, int height, OutputFormats formats)
      throws OrielException {
    crew = new RasterCrew(helpers);
    renderer =
        new PreviewRenderer(
            new RenderTarget("test", width, height, 60),
            formats,
            new KernelChoice(kernels),
            crew,
            counters,
            () -> {},
            crew::close);
  }

  Studio() throws OrielException {
    this(Kernels.scalar(), 0);
  }

  PreparedStage show(FakeStage stage) throws OrielException {
    PreparedStage prepared = renderer.prepare(stage);
    prepared.commit();
    return prepared;
  }

  Studio look(Camera camera) {
    view = view.with().camera(camera).build();
    return this;
  }

  /** Changes what the next steps ask for. */
  Studio with(UnaryOperator<ViewState.Builder> change) {
    view = change.apply(view.with()).build();
    return this;
  }

  Studio lookAsTheStageWants() {
    view = view.with().defaultCamera().build();
    return this;
  }

  RenderedFrame step(double time) {
    return step(time, List.of());
  }

  RenderedFrame step(double time, List<PickQuery> picks) {
    return renderer.step(request(view, time, picks));
  }

  /** The first step of a renderer. */
  static StepRequest request(Camera camera) {
    return request(ViewState.INITIAL.with().camera(camera).build(), 0, List.of());
  }

  private static StepRequest request(ViewState view, double time, List<PickQuery> picks) {
    return new StepRequest() {
      @Override
      public ViewState view() {
        return view;
      }

      @Override
      public double timeCode() {
        return time;
      }

      @Override
      public List<PickQuery> picks() {
        return picks;
      }
    };
  }

  /** Steps, maps and copies the picture: red, green and blue in the lowest bytes, rows first. */
  int[] picture(double time) throws OrielException {
    try (RenderedFrame frame = step(time)) {
      return read((HostTensor) frame.map(Aovs.LDR_COLOR).image());
    }
  }

  int[] picture() throws OrielException {
    return picture(0);
  }

  /** Steps, maps and copies an output. */
  Pixels pixels(String aov, double time) throws OrielException {
    try (RenderedFrame frame = step(time)) {
      return Pixels.of(frame.map(aov));
    }
  }

  Pixels pixels(String aov) throws OrielException {
    return pixels(aov, 0);
  }

  /** Steps with queries and returns their answers. */
  List<PickResult> picks(double time, PickQuery... queries) {
    try (RenderedFrame frame = step(time, List.of(queries))) {
      return frame.picks();
    }
  }

  static int[] read(HostTensor tensor) {
    int width = tensor.layout().width();
    int height = tensor.layout().height();
    int[] pixels = new int[width * height];
    ValueLayout.OfInt pixel = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] =
            tensor.segment().get(pixel, (long) y * tensor.layout().pitchBytes() + x * 4L);
      }
    }
    return pixels;
  }

  static int at(int[] picture, int x, int y) {
    return picture[y * WIDTH + x];
  }

  static int channel(int pixel, int k) {
    return pixel >> 8 * k & 0xff;
  }

  /** 8-bit sRGB code of a linear value, by the definition of IEC 61966-2-1. */
  static double code(double linear) {
    double v = Math.clamp(linear, 0, 1);
    return 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055);
  }

  /** Linear value of an 8-bit sRGB code. */
  static double linear(int code) {
    double v = code / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  @Override
  public void close() {
    renderer.close();
  }
}

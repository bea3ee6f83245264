package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import java.awt.image.BufferedImage;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Every output of the preview renderer as its converter shows it, of the shipped stages, on one
 * sheet for a person to look at; with {@code -Doriel.write=true} in the renderer's README too.
 */
class AovPicturesIT {
  private static final Path PICTURES = Place.REPORTS.resolve("aovs");
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final int COLUMNS = 3;
  private static final int COLUMN_WIDTH = 320;

  /** Fewer colours than this are no picture. */
  private static final int COLORS = 4;

  private static final ValueLayout.OfInt PIXEL =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  @ParameterizedTest
  @ValueSource(strings = {"calibration", "workshop"})
  void everyOutputIsAPicture(String name, @TempDir Path folder) throws Exception {
    Files.createDirectories(PICTURES);
    try (EmbeddedServer server = EmbeddedServer.start(folder, Map.of())) {
      BundleContext context = server.context();
      StageReader reader = service(context, StageReader.class, "(oriel.stage.reader=usd)");
      RendererProvider provider =
          service(context, RendererProvider.class, "(oriel.renderer=preview)");
      StageSource source = StageSource.of(Place.stage(name + ".usda").toString());
      try (Stage stage = reader.open(source, NOBODY);
          Renderer renderer = provider.open(new RenderTarget(name, WIDTH, HEIGHT, 60));
          PreparedStage prepared = renderer.prepare(new Opened(source, stage))) {
        prepared.commit();
        int number = 0;
        for (String aov : renderer.capabilities().aovs()) {
          AovConverter converter =
              service(context, AovConverter.class, "(" + AovConverter.AOV + "=" + aov + ")");
          try (RenderedFrame frame = renderer.step(new Step(stage.info().startTimeCode()))) {
            if (saysNothing(frame.map(aov))) {
              continue;
            }
            BufferedImage picture = convert(converter, frame, aov);
            int[] pixels = picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
            assertThat(Arrays.stream(pixels).distinct().count())
                .as("colours of %s of %s", aov, name)
                .isGreaterThanOrEqualTo(COLORS);
            Path file = PICTURES.resolve("%s-%d-%s.png".formatted(name, number++, aov));
            ImageIO.write(picture, "png", file.toFile());
          }
        }
      }
    }
    ContactSheet.write(PICTURES, name, COLUMNS, COLUMN_WIDTH);
    if (Boolean.getBoolean("oriel.write")) {
      Path sheet = Place.root().resolve("bundles/renderer-preview/" + name + ".jpg");
      Files.copy(PICTURES.resolve(name + ".jpg"), sheet, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** True of the semantic ids of a stage without labels. */
  private static boolean saysNothing(AovData data) {
    return Map.of().equals(data.parameters().get(Aovs.ID_TO_LABEL));
  }

  private static <S> S service(BundleContext context, Class<S> type, String filter)
      throws Exception {
    ServiceReference<S> best =
        context.getServiceReferences(type, filter).stream()
            .max(ServiceReference::compareTo)
            .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + filter));
    return context.getService(best);
  }

  private static BufferedImage convert(AovConverter converter, RenderedFrame frame, String aov)
      throws Exception {
    ImageSpec spec = ImageSpec.of(WIDTH, HEIGHT, PixelFormat.BGRA8);
    ConversionRequest request = ConversionRequest.of(frame.layout(aov).orElseThrow(), spec).build();
    try (Arena arena = Arena.ofShared();
        Conversion conversion = converter.open(request)) {
      HostImage image =
          new HostImage(spec, arena.allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
      conversion.convert(frame.map(aov), image);
      BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          long offset = (long) y * spec.plane(0).pitchBytes() + x * 4L;
          picture.setRGB(x, y, image.segment().get(PIXEL, offset));
        }
      }
      return picture;
    }
  }

  private record Step(double timeCode) implements StepRequest {
    @Override
    public ViewState view() {
      return ViewState.INITIAL;
    }

    @Override
    public List<PickQuery> picks() {
      return List.of();
    }
  }

  private record Opened(StageSource source, Stage stage) implements StageContext {
    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public LoadMonitor monitor() {
      return NOBODY;
    }
  }

  private static final LoadMonitor NOBODY =
      new LoadMonitor() {
        @Override
        public void progress(double fraction, String activity) {}

        @Override
        public boolean cancelled() {
          return false;
        }

        @Override
        public void onCancel(Runnable action) {}
      };
}

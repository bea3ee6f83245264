package io.oriel.runtime.itest;

import static io.oriel.runtime.itest.EmbeddedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.aov.Aovs;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.render.OutlineStyle;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.Rgba;
import io.oriel.api.stage.Property;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.StreamControl;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every output of the renderer on its way through the converters, and what one can ask of it. */
class AovIT {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void everyOutputIsShownAndWhatIsSeenCanBePicked() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "stage",
            Place.stage("calibration.usda").toString(),
            "width",
            WIDTH,
            "height",
            HEIGHT,
            "playing",
            false,
            "aov",
            Aovs.NORMAL);
    try (EmbeddedServer server =
        EmbeddedServer.start(folder, Map.of("main", settings)).awaitReady("main")) {
      StreamControl stream = server.stream("main");
      Canvas canvas = new Canvas();
      try (var frames = stream.subscribe(canvas)) {
        await().atMost(PATIENCE).until(() -> stream.status().aov().active().equals(Aovs.NORMAL));
        showsEveryOutput(stream, canvas);
        picksWhatIsSeen(stream);
        outlinesWhatIsSelected(stream, canvas);
        tellsProperties(stream);
      }
    }
  }

  private static void showsEveryOutput(StreamControl stream, Canvas canvas) {
    List<String> outputs =
        List.of(
            Aovs.HDR_COLOR,
            Aovs.DEPTH,
            Aovs.DISTANCE_TO_IMAGE_PLANE,
            Aovs.DISTANCE_TO_CAMERA,
            Aovs.NORMAL,
            Aovs.INSTANCE_SEGMENTATION,
            Aovs.SEMANTIC_SEGMENTATION,
            Aovs.DIFFUSE_ALBEDO,
            Aovs.LDR_COLOR);
    assertThat(stream.status().aov().available()).containsExactlyInAnyOrderElementsOf(outputs);
    Map<String, Set<Integer>> colors = new HashMap<>();
    for (String aov : outputs) {
      stream.updateView(view -> view.with().aov(aov).build());
      await(aov).atMost(PATIENCE).until(() -> stream.status().aov().active().equals(aov));
      long epoch = stream.status().epoch();
      await(aov).atMost(PATIENCE).until(() -> canvas.epoch.get() == epoch);
      assertThat(stream.status().aov().problem()).as(aov).isEmpty();
      colors.put(aov, new HashSet<>(canvas.pixels()));
    }
    // 24 patches, the frame behind them, the backdrop and more are instances; nine are labelled.
    assertThat(colors.get(Aovs.INSTANCE_SEGMENTATION)).hasSizeGreaterThan(30);
    assertThat(colors.get(Aovs.SEMANTIC_SEGMENTATION)).hasSize(9);
    assertThat(colors.get(Aovs.LDR_COLOR)).hasSizeGreaterThan(200);
    assertThat(colors.get(Aovs.HDR_COLOR)).hasSizeGreaterThan(200);
    assertThat(colors.get(Aovs.DIFFUSE_ALBEDO)).hasSizeGreaterThan(30);
    assertThat(colors.get(Aovs.NORMAL)).hasSizeGreaterThan(30);
    assertThat(colors.get(Aovs.DISTANCE_TO_CAMERA)).hasSizeGreaterThan(20);
    assertThat(colors.get(Aovs.DEPTH)).isEqualTo(colors.get(Aovs.DISTANCE_TO_IMAGE_PLANE));
  }

  private static void picksWhatIsSeen(StreamControl stream) throws Exception {
    PickResult whole = picked(stream, 0, 0, WIDTH, HEIGHT);
    assertThat(whole.outcome()).isEqualTo(PickResult.Outcome.HIT);
    assertThat(whole.hits())
        .extracting(hit -> hit.primPath())
        .contains("/World/Backdrop", "/World/Star", "/World/Chart/DarkSkin")
        .doesNotHaveDuplicates();
    stream.updateView(view -> view.with().unpickable(Set.of("/World")).build());
    assertThat(picked(stream, WIDTH / 2, HEIGHT / 2, 1, 1).outcome())
        .isEqualTo(PickResult.Outcome.MISS);
    stream.updateView(view -> view.with().unpickable(Set.of()).build());
  }

  private static PickResult picked(StreamControl stream, int x, int y, int width, int height)
      throws Exception {
    long generation = stream.status().stage().generation();
    return answer(stream.pick(new PickQuery(x, y, width, height, generation)));
  }

  private static void outlinesWhatIsSelected(StreamControl stream, Canvas canvas) {
    int magenta = 0xFFFF00FF;
    Rgba line = new Rgba(1, 0, 1, 1);
    assertThat(canvas.pixels()).doesNotContain(magenta);
    stream.updateView(view ->
        view.with()
            .outlines(Map.of("/World/Star", 7))
            .outlineStyles(Map.of(7, new OutlineStyle(line, line)))
            .build());
    await("outline").atMost(PATIENCE).until(() -> canvas.pixels().contains(magenta));
    stream.updateView(view -> view.with().outlines(Map.of()).build());
    await("no outline").atMost(PATIENCE).until(() -> !canvas.pixels().contains(magenta));
  }

  private static void tellsProperties(StreamControl stream) throws Exception {
    List<Property> properties = answer(stream.properties("/World/Star"));
    assertThat(properties)
        .filteredOn(property -> property.name().equals("xformOp:rotateY"))
        .singleElement()
        .satisfies(property -> {
          assertThat(property.type()).isEqualTo("float");
          assertThat(property.value()).contains(24.0);
        });
    assertThat(answer(stream.variants("/World"))).isEmpty();
  }

  /** Keeps the newest picture. */
  private static final class Canvas implements FrameSink {
    final AtomicReference<Long> epoch = new AtomicReference<>(-1L);
    private final AtomicReference<int[]> picture = new AtomicReference<>(new int[0]);

    @Override
    public void onFrame(ViewportFrame frame) {
      HostImage image = (HostImage) frame.image();
      int pitch = image.spec().plane(0).pitchBytes();
      int[] pixels = new int[WIDTH * HEIGHT];
      for (int i = 0; i < pixels.length; i++) {
        long at = (long) (i / WIDTH) * pitch + i % WIDTH * 4L;
        pixels[i] = image.segment().get(ValueLayout.JAVA_INT_UNALIGNED, at);
      }
      picture.set(pixels);
      epoch.set(frame.epoch());
    }

    List<Integer> pixels() {
      return Arrays.stream(picture.get()).boxed().toList();
    }
  }
}

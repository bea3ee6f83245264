package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.stream.StreamControl;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the archetypes generate: built, dropped into a server that runs, and at work there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchetypeIT {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final Duration SOON = Duration.ofSeconds(120);

  private Path folder;
  private Path deploy;
  private EmbeddedServer server;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    // Built before anything runs beside it.
    GeneratedModules.jar("converter");
    Ports.keep(GeneratedModules.port());
    folder = temporary;
    deploy = folder.resolve("deploy");
    String stage = Place.stage("workshop.usda").toString();
    Map<String, Object> main =
        Map.of("stage", stage, "width", WIDTH, "height", HEIGHT, "playing", false);
    Map<String, Object> lines =
        Map.of("renderer", GeneratedModules.RENDERER, "stage", stage, "width", 320, "height", 180);
    Map<String, Object> watched = Map.of("deployFolder", deploy.toString(), "pollMillis", 100);
    server =
        EmbeddedServer.start(
                folder, Map.of("main", main, "lines", lines), Map.of("io.oriel.deploy", watched))
            .awaitReady("main");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theOutputOfTheConverterIsChosenOnThePage() throws Exception {
    StreamControl stream = server.stream("main");
    try (Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page() + "?stream=main")) {
      assertThat(stream.status().aov().available()).doesNotContain(GeneratedModules.AOV);
      Path dropped = GeneratedModules.drop("converter", deploy);
      String option =
          "[...document.querySelectorAll('#output option')].map((o) => o.value).includes('%s')"
              .formatted(GeneratedModules.AOV);
      await().atMost(SOON).until(() -> page.evaluate(option).asBoolean());
      page.evaluate(
          """
          (() => {
            const select = document.querySelector('#output select');
            select.value = '%s';
            select.dispatchEvent(new Event('change', { bubbles: true }));
          })()
          """
              .formatted(GeneratedModules.AOV));
      await().atMost(SOON).until(() -> stream.status().aov().active().equals(GeneratedModules.AOV));
      int[] picture = pixels("main");
      assertThat(Arrays.stream(picture).filter(ArchetypeIT::isOfTheWheel).count())
          .isGreaterThan(picture.length / 2);
      await().atMost(SOON).until(() -> colorful(page) > 0.3);
      page.screenshot(Place.REPORTS.resolve("archetype-converter.png"));

      Files.delete(dropped);
      await().atMost(SOON).until(() -> !page.evaluate(option).asBoolean());
      await().atMost(SOON).until(() -> stream.status().aov().active().equals("LdrColor"));
      assertThat(stream.status().ready()).isTrue();
    }
  }

  /** One of the converter's colours: three waves around 140, a third of a turn apart. */
  private static boolean isOfTheWheel(int pixel) {
    int sum = (pixel & 0xff) + (pixel >> 8 & 0xff) + (pixel >> 16 & 0xff);
    return sum >= 418 && sum <= 422;
  }

  /** The share of what the browser shows that is far from grey. */
  private static double colorful(Page page) {
    return page.evaluate(
            """
            (() => {
              const canvas = document.createElement('canvas');
              canvas.width = 160;
              canvas.height = 90;
              const context = canvas.getContext('2d');
              context.drawImage(document.getElementById('picture'), 0, 0, 160, 90);
              const { data } = context.getImageData(0, 0, 160, 90);
              let colorful = 0;
              for (let i = 0; i < data.length; i += 4) {
                const rgb = [data[i], data[i + 1], data[i + 2]];
                colorful += Math.max(...rgb) - Math.min(...rgb) > 100;
              }
              return colorful / 160 / 90;
            })()
            """)
        .asDouble();
  }

  @Test
  void thePicturesOfTheTransportAreThoseOfTheStream() throws Exception {
    GeneratedModules.drop("transport", deploy);
    int[] expected = pixels("main");
    BufferedImage seen =
        await()
            .atMost(SOON)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> firstPicture("main"), picture -> picture.getWidth() == WIDTH);
    assertThat(seen.getHeight()).isEqualTo(HEIGHT);
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      int other = seen.getRGB(i % WIDTH, i / WIDTH);
      for (int shift = 0; shift < 24; shift += 8) {
        difference += Math.abs((expected[i] >> shift & 0xff) - (other >> shift & 0xff));
      }
    }
    assertThat(difference / expected.length / 3).as("mean difference of a channel").isLessThan(6);
    assertThat(colors(expected)).as("colours, so that blank is not like blank").isGreaterThan(500);
  }

  /** Of a multipart answer: the lines of the first part's head, and as many bytes as they say. */
  private static BufferedImage firstPicture(String stream) throws IOException {
    String url = "http://127.0.0.1:" + GeneratedModules.port() + "/" + stream;
    try (InputStream in = URI.create(url).toURL().openStream();
        DataInputStream data = new DataInputStream(new BufferedInputStream(in))) {
      int length = -1;
      for (String line = line(data); !line.isEmpty() || length < 0; line = line(data)) {
        if (line.startsWith("Content-Length: ")) {
          length = Integer.parseInt(line.substring(16));
        }
      }
      byte[] jpeg = new byte[length];
      data.readFully(jpeg);
      return ImageIO.read(new ByteArrayInputStream(jpeg));
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (char next = (char) in.readByte(); next != '\n'; next = (char) in.readByte()) {
      line.append(next);
    }
    return line.toString().strip();
  }

  @Test
  void theHandlerAnswers() throws Exception {
    GeneratedModules.drop("handler", deploy);
    await()
        .atMost(SOON)
        .until(() ->
            Arrays.stream(server.context().getBundles())
                .anyMatch(bundle -> "my-handler".equals(bundle.getSymbolicName())));
    try (Chromium browser = Chromium.start(folder);
        Transcript transcript = new Transcript(browser, server.ports().whep("main"))) {
      String lines =
          """
          {"send": {"event_type": "%1$sRequest", "payload": {"from": [1, 2, 3], "to": [1, 5, 7]}}}
          {"expect": {"event_type": "%1$sResult", "payload": {"from": [1, 2, 3], "to": [1, 5, 7], "distance": 5}}}
          {"send": {"event_type": "%1$sRequest", "payload": {"from": [1, 2, 3]}}}
          {"expect": {"event_type": "viewerError", "payload": {"code": "request.malformed", "message": "<text>", "detail": "to should be three numbers: x, y, z"}}}
          """;
      transcript.play(
          Files.write(
              folder.resolve("lines.jsonl"),
              List.of(lines.formatted(GeneratedModules.EVENT).split("\n"))));
    }
  }

  @Test
  void theRendererDraws() throws Exception {
    assertThat(server.stream("lines").status().ready()).isFalse();
    GeneratedModules.drop("renderer", deploy);
    server.awaitReady("lines");
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          int[] picture = pixels("lines");
          assertThat(Arrays.stream(picture).filter(pixel -> (pixel & 0xffffff) == 0x1c2430).count())
              .as("pixels between the edges")
              .isGreaterThan(picture.length / 10);
          assertThat(colors(picture)).as("colours of the edges").isGreaterThan(5);
        });
  }

  private static long colors(int[] picture) {
    return Arrays.stream(picture).distinct().count();
  }

  /** The next live picture of a stream. */
  private int[] pixels(String stream) throws Exception {
    CompletableFuture<int[]> next = new CompletableFuture<>();
    try (var frames =
        server.stream(stream)
            .subscribe(frame -> {
              if (!frame.held() && !next.isDone()) {
                next.complete(pixels((HostImage) frame.image()));
              }
            })) {
      return next.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static int[] pixels(HostImage image) {
    ImageSpec spec = image.spec();
    int[] pixels = new int[spec.width() * spec.height()];
    for (int i = 0; i < pixels.length; i++) {
      long row = (long) i / spec.width() * spec.plane(0).pitchBytes();
      pixels[i] = image.segment().get(ValueLayout.JAVA_INT_UNALIGNED, row + i % spec.width() * 4L);
    }
    return pixels;
  }
}

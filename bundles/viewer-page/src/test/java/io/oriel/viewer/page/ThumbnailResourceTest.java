package io.oriel.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailResourceTest {
  private static final int COLOUR = 0xC08040;

  private final ThumbnailResource resource = new ThumbnailResource();

  @ParameterizedTest
  @CsvSource({
    "1920,1080,480,270",
    "1280,720,480,270",
    "333,977,164,480",
    "100,50,100,50",
    "16384,1,480,1",
    "1,1,1,1"
  })
  void isSmallAndHasTheShapeAndColourOfThePicture(
      final int width, final int height, final int smallWidth, final int smallHeight)
      throws Exception {
    resource.bindStream(new PaintedStream("main", width, height, COLOUR, true));

    final HttpResponse answer = ask("main/thumbnail.jpg");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Content-Type")).contains("image/jpeg");
    assertThat(answer.headers().first("Cache-Control")).contains("no-store");
    final BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(image.getWidth()).isEqualTo(smallWidth);
    assertThat(image.getHeight()).isEqualTo(smallHeight);
    for (final int shift : List.of(16, 8, 0)) {
      assertThat(image.getRGB(smallWidth / 2, smallHeight / 2) >> shift & 255)
          .isBetween((COLOUR >> shift & 255) - 4, (COLOUR >> shift & 255) + 4);
    }
  }

  @Test
  void leavesTheStreamAndGivesEveryFrameBack() throws Exception {
    final PaintedStream stream = new PaintedStream("main", 64, 64, COLOUR, true);
    resource.bindStream(stream);

    ask("main/thumbnail.jpg");

    assertThat(stream.sinks()).isZero();
    assertThat(stream.retained()).isZero();
  }

  @Test
  void manyWhoAskAtOnceCostOnePicture() {
    final PaintedStream stream = new PaintedStream("main", 640, 360, COLOUR, true);
    resource.bindStream(stream);

    IntStream.range(0, 20).parallel().forEach(i -> askUnchecked("main/thumbnail.jpg"));

    assertThat(stream.subscriptions()).isLessThanOrEqualTo(3);
    assertThat(stream.retained()).isZero();
  }

  @Test
  void saysWhenToComeAgainWhileThereIsNoPicture() throws Exception {
    final PaintedStream stream = new PaintedStream("main", 64, 64, COLOUR, false);
    resource.bindStream(stream);

    final HttpResponse answer = ask("main/thumbnail.jpg");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().first("Retry-After")).contains("1");
    assertThat(stream.subscriptions()).isZero();
  }

  @Test
  void forgetsAStreamThatLeaves() throws Exception {
    final PaintedStream stream = new PaintedStream("main", 64, 64, COLOUR, true);
    resource.bindStream(stream);
    resource.unbindStream(stream);

    assertThat(ask("main/thumbnail.jpg").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "main", "thumbnail.jpg", "/thumbnail.jpg", "other/thumbnail.jpg", "main/x"})
  void whatIsNotThereIsAnsweredInWords(final String asked) throws Exception {
    resource.bindStream(new PaintedStream("main", 64, 64, COLOUR, true));

    final HttpResponse answer = ask(asked);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers().first("Content-Type")).contains("application/problem+json");
  }

  private HttpResponse ask(final String remainder) throws Exception {
    return resource.handle(
        HttpRequest.of("GET", "/streams/" + remainder).remainder(remainder).build());
  }

  private void askUnchecked(final String remainder) {
    try {
      assertThat(ask(remainder).status()).isEqualTo(200);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

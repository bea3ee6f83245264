package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.Stream;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;

/** Waits for a picture of a stream that shows something, and for one that is encoded. */
final class FirstPicture implements AccessUnitSink {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private volatile boolean drawn;
  private volatile boolean encoded;

  private FirstPicture() {}

  static void of(Stream stream) throws Exception {
    FirstPicture picture = new FirstPicture();
    try (FrameSubscription raw = stream.subscribe(picture::look);
        VideoSubscription video =
            stream.video().subscribe(VideoRequest.of(List.of(Codec.values())), picture)) {
      await("a picture of " + stream.info().name())
          .atMost(LIMIT)
          .until(() -> picture.drawn && picture.encoded);
    }
  }

  private void look(ViewportFrame frame) {
    HostImage image = (HostImage) frame.image();
    long middle = (long) image.spec().height() / 2 * image.spec().plane(0).pitchBytes();
    byte blue = image.segment().get(ValueLayout.JAVA_BYTE, middle);
    drawn |= !frame.held() && blue != 0;
  }

  @Override
  public void onAccessUnit(AccessUnit unit) {
    encoded |= unit.keyframe() && unit.data().byteSize() > 0;
  }

  @Override
  public void onEnded(Problem reason) {
    throw new IllegalStateException(reason.message());
  }
}

package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import io.oriel.api.error.OrielException;
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
import java.util.Objects;

/** Waits for a picture of a stream that shows something, and for one that is encoded. */
final class FirstPicture implements AccessUnitSink {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private volatile boolean drawn;
  private volatile boolean encoded;

  private FirstPicture() {}

  static void of(Stream stream) {
    FirstPicture picture = new FirstPicture();
    try (FrameSubscription raw = stream.subscribe(picture::look);
        VideoSubscription video = subscribed(stream, picture)) {
      await("a picture of " + stream.info().name())
          .atMost(LIMIT)
          .until(() -> picture.drawn && picture.encoded);
    }
  }

  /** The libraries of a first encoder are unpacked: on a busy machine the feed gives up waiting. */
  private static VideoSubscription subscribed(Stream stream, AccessUnitSink sink) {
    VideoRequest any = VideoRequest.of(List.of(Codec.values()));
    return await("the video of " + stream.info().name())
        .atMost(LIMIT)
        .ignoreException(OrielException.class)
        .until(() -> stream.video().subscribe(any, sink), Objects::nonNull);
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

package io.oriel.runtime.itest.pax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The native fragment of FFmpeg was forgotten. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MissingFragmentIT {
  private static final String NAME = "io.oriel.ffmpeg.linux-x86_64-";
  private static final String FRAGMENT = "oriel.fragment";
  private static final VideoRequest H264 = VideoRequest.of(List.of(Codec.H264));

  @Inject private BundleContext context;

  @Configuration
  public Option[] distribution() throws IOException {
    return Distribution.without(NAME, Distribution.location(FRAGMENT, Distribution.jar(NAME)));
  }

  @Test
  public void itsBundleSaysSoAndEncodesWhenItHasCome() throws Exception {
    Server server = new Server(context);
    Bundle ffmpeg = server.bundle("io.oriel.ffmpeg");
    Bundle encoder = server.bundle("io.oriel.encoder.ffmpeg");
    assertThatThrownBy(ffmpeg::start)
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("io.oriel.native")
        .hasMessageContaining("lib=ffmpeg");
    assertThat(List.of(ffmpeg, encoder))
        .allSatisfy(bundle -> assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED));

    StreamControl stream = server.show(30);
    Spectator spectator = new Spectator();
    AtomicInteger units = new AtomicInteger();
    try (FrameSubscription watching = stream.subscribe(spectator)) {
      assertThatThrownBy(() -> stream.video().subscribe(H264, counting(units)))
          .isInstanceOf(OrielException.class)
          .hasMessageContaining("encoder");

      server.install(FRAGMENT);
      ffmpeg.start();
      encoder.start();
      // On a busy machine the stream gives up waiting while FFmpeg is unpacked.
      try (VideoSubscription video =
          await("the encoder")
              .atMost(Server.LIMIT)
              .ignoreException(OrielException.class)
              .until(() -> stream.video().subscribe(H264, counting(units)), Objects::nonNull)) {
        await("encoded pictures").atMost(Server.LIMIT).until(() -> units.get() > 10);
      }
    }
    assertThat(spectator.sequence).isPositive();
    assertThat(spectator.faults).isEmpty();
  }

  private static AccessUnitSink counting(AtomicInteger units) {
    return new AccessUnitSink() {
      @Override
      public void onAccessUnit(AccessUnit unit) {
        units.incrementAndGet();
      }

      @Override
      public void onEnded(Problem reason) {
        throw new AssertionError(reason.message());
      }
    };
  }
}
